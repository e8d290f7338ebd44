package org.yibao.terminal.api;

import org.yibao.benefit.Refusal;
import org.yibao.settlement.FaultCode;

/**
 * Which HTTP status a code has: 4xx when the caller must do something else, 422 when the rules say no, 5xx when
 * the terminal, a device or the line cannot. The till decides by the code, a proxy or a log by the status.
 */
final class HttpStatus {
    static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int INTERNAL = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private HttpStatus() {}

    static int of(FaultCode code) {
        return switch (code) {
            case REQUEST_INVALID, IDEMPOTENCY_KEY_MISSING -> BAD_REQUEST;
            case NOT_AUTHORISED -> UNAUTHORIZED;
            case ORIGIN_NOT_ALLOWED -> FORBIDDEN;
            case NOT_FOUND, READER_UNKNOWN, SETTLEMENT_UNKNOWN, MESSAGE_UNKNOWN, DAY_DIFFERENCE_UNKNOWN -> NOT_FOUND;
            case METHOD_NOT_ALLOWED -> METHOD_NOT_ALLOWED;
            case QUOTE_STALE,
                    READER_BUSY,
                    SETTLEMENT_NOT_CONFIRMABLE,
                    SETTLEMENT_NOT_VOIDABLE,
                    SETTLEMENT_VOIDED,
                    SETTLEMENT_HANDED_OVER,
                    NOT_SET_ASIDE,
                    SETTLEMENT_NOT_CORRECTED,
                    MESSAGE_NOT_WAITING,
                    DAY_NOT_OVER_YET,
                    DAY_REPAIR_UNFIT,
                    SHIFT_EMPTY,
                    SETTLEMENT_NOTHING_TO_CLOSE -> CONFLICT;
            case CREDENTIAL_EXPIRED, QUOTE_UNKNOWN -> GONE;
            case REQUEST_TOO_LARGE -> CONTENT_TOO_LARGE;
            // The status of a key with other content is that of the IETF draft on the Idempotency-Key header.
            case IDEMPOTENCY_KEY_REUSED,
                    CREDENTIAL_UNREADABLE,
                    CREDENTIAL_NOT_PRESENTED,
                    CREDENTIAL_NOT_RECOGNISED,
                    IDENTITY_CARD_EXPIRED,
                    CREDENTIAL_OFFLINE_NOT_ALLOWED,
                    PERSON_UNKNOWN,
                    PERSON_UNKNOWN_OFFLINE,
                    PERSON_SNAPSHOT_TOO_OLD,
                    PERSON_STOPPED_OFFLINE,
                    FAMILY_MEMBER_UNKNOWN,
                    CATALOGUE_ITEM_UNKNOWN,
                    PLATFORM_REFUSED,
                    CREDENTIAL_REFUSED,
                    VOID_REFUSED,
                    MED_TYPE_NOT_ALLOWED,
                    OFFLINE_AMOUNT_EXCEEDED,
                    OFFLINE_NOT_ALLOWED,
                    OFFLINE_PERSON_DAY_EXCEEDED,
                    OFFLINE_TERMINAL_EXCEEDED,
                    OFFLINE_CONTACT_TOO_OLD,
                    OFFLINE_STOP_LIST_STALE,
                    OFFLINE_MED_TYPE_EXCLUDED -> UNPROCESSABLE;
            case PLATFORM_ANSWER_UNTRUSTED -> BAD_GATEWAY;
            case PLATFORM_UNREACHABLE,
                    READER_NOT_CONNECTED,
                    QUEUE_FULL,
                    STORE_FAILED,
                    RECORDED_UNANSWERED,
                    JOURNAL_FORKED,
                    CLOCK_WENT_BACK,
                    CLOCK_OFF_PLATFORM,
                    CLOCK_WENT_AHEAD,
                    TOO_BUSY -> UNAVAILABLE;
            case OUTCOME_UNKNOWN -> GATEWAY_TIMEOUT;
            case INTERNAL_FAULT,
                    STORE_IN_USE,
                    API_PORT_UNAVAILABLE,
                    CATALOGUE_INVALID,
                    CERTIFICATE_NOT_RENEWED,
                    CERTIFICATE_UNUSABLE,
                    CONFIGURATION_INVALID,
                    JOURNAL_BROKEN,
                    MESSAGE_OVERDUE,
                    MESSAGE_DEADLINE_NEAR,
                    MESSAGE_DEADLINE_PASSED,
                    MESSAGE_OF_OTHER_CONTENT,
                    MESSAGE_SET_ASIDE,
                    PASSPHRASE_WRONG,
                    POLICY_INVALID,
                    STORE_DAMAGED,
                    STORE_KEY_MISSING,
                    STORE_MISSING,
                    STORE_NEWER,
                    STORE_NEWER_UNTOUCHED,
                    STORE_FOLDER_UNUSABLE -> INTERNAL;
        };
    }

    static int of(Refusal.Code code) {
        return switch (code) {
            case FIELD_UNKNOWN, FIELD_MISSING, FIELD_INVALID, LINE_DUPLICATE -> BAD_REQUEST;
            case POLICY_UNKNOWN,
                    LINE_AMOUNT_MISMATCH,
                    ACCT_RELATION_NOT_ALLOWED,
                    SCHEME_NOT_COVERED,
                    POLICY_PARAMETER_MISSING,
                    POLICY_NOT_IN_FORCE -> UNPROCESSABLE;
        };
    }
}
