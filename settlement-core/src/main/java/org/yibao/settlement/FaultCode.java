package org.yibao.settlement;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Everything that can go wrong at the counter, each with a stable code and one sentence in Chinese. The name of
 * the constant is the code that tills and technicians see.
 */
public enum FaultCode {
    // What was presented
    CREDENTIAL_UNREADABLE,
    CREDENTIAL_NOT_PRESENTED,
    CREDENTIAL_NOT_RECOGNISED,
    CREDENTIAL_EXPIRED,
    CREDENTIAL_REFUSED,
    IDENTITY_CARD_EXPIRED,
    CREDENTIAL_OFFLINE_NOT_ALLOWED,
    READER_BUSY,
    READER_NOT_CONNECTED,
    READER_UNKNOWN,
    PERSON_UNKNOWN,
    PERSON_UNKNOWN_OFFLINE,
    PERSON_SNAPSHOT_TOO_OLD,
    PERSON_STOPPED_OFFLINE,
    FAMILY_MEMBER_UNKNOWN,
    CATALOGUE_ITEM_UNKNOWN,
    MED_TYPE_NOT_ALLOWED,
    // The call
    REQUEST_INVALID,
    REQUEST_TOO_LARGE,
    QUOTE_UNKNOWN,
    QUOTE_STALE,
    IDEMPOTENCY_KEY_MISSING,
    IDEMPOTENCY_KEY_REUSED,
    SETTLEMENT_UNKNOWN,
    SETTLEMENT_NOT_CONFIRMABLE,
    SETTLEMENT_NOT_VOIDABLE,
    SETTLEMENT_VOIDED,
    VOID_REFUSED,
    SETTLEMENT_NOTHING_TO_CLOSE,
    SETTLEMENT_NOT_CORRECTED,
    NOT_SET_ASIDE,
    NOT_AUTHORISED,
    ORIGIN_NOT_ALLOWED,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    TOO_BUSY,
    // The platform
    PLATFORM_UNREACHABLE,
    PLATFORM_REFUSED,
    PLATFORM_ANSWER_UNTRUSTED,
    OUTCOME_UNKNOWN,
    RECORDED_UNANSWERED,
    JOURNAL_FORKED,
    // Limits and the machine
    OFFLINE_AMOUNT_EXCEEDED,
    OFFLINE_NOT_ALLOWED,
    QUEUE_FULL,
    STORE_FAILED,
    STORE_IN_USE,
    STORE_DAMAGED,
    STORE_FOLDER_UNUSABLE,
    PASSPHRASE_WRONG,
    CERTIFICATE_UNUSABLE,
    CERTIFICATE_NOT_RENEWED,
    CONFIGURATION_INVALID,
    POLICY_INVALID,
    CATALOGUE_INVALID,
    API_PORT_UNAVAILABLE,
    INTERNAL_FAULT,
    // The queue
    MESSAGE_UNKNOWN,
    MESSAGE_NOT_WAITING,
    MESSAGE_SET_ASIDE,
    MESSAGE_OVERDUE,
    MESSAGE_DEADLINE_NEAR,
    MESSAGE_DEADLINE_PASSED,
    MESSAGE_OF_OTHER_CONTENT,
    // The clock, and what may be sold with the line down
    CLOCK_WENT_BACK,
    CLOCK_OFF_PLATFORM,
    CLOCK_WENT_AHEAD,
    OFFLINE_PERSON_DAY_EXCEEDED,
    OFFLINE_TERMINAL_EXCEEDED,
    OFFLINE_CONTACT_TOO_OLD,
    OFFLINE_STOP_LIST_STALE,
    OFFLINE_MED_TYPE_EXCLUDED,
    // Another box, and files of the store that are not what they should be
    SETTLEMENT_HANDED_OVER,
    STORE_MISSING,
    STORE_KEY_MISSING,
    STORE_NEWER,
    STORE_NEWER_UNTOUCHED,
    // The business day
    DAY_NOT_OVER_YET,
    DAY_DIFFERENCE_UNKNOWN,
    DAY_REPAIR_UNFIT,
    SHIFT_EMPTY,
    // What the walk through earlier records found
    JOURNAL_BROKEN;

    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("org.yibao.settlement.faults", Locale.SIMPLIFIED_CHINESE);

    /** One sentence that a person at a counter understands. */
    public String sentence() {
        return TEXTS.getString(name());
    }
}
