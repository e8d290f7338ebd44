package org.yibao.link.message;

import java.time.Instant;

/**
 * The envelope of an answer.
 *
 * @param infcode {@value #DONE} took effect, {@value #REFUSED} refused
 * @param infRefmsgid the platform's own message id, 30 characters
 * @param refmsgTime when the request came
 * @param respondTime when it was answered
 * @param errMsg for the cashier, empty when it took effect
 * @param warnMsg empty without a warning
 * @param msgid echo of the request's; not in the national envelope: binds the signed answer to its request
 * @param errCode stable code of the refusal, empty when it took effect; not in the national envelope
 */
public record AnswerHeader(
        int infcode,
        String infRefmsgid,
        Instant refmsgTime,
        Instant respondTime,
        String errMsg,
        String warnMsg,
        String cainfo,
        String signtype,
        String msgid,
        String errCode) {

    public static final int DONE = 0;
    public static final int REFUSED = -1;

    /** The platform cannot say yet: nothing is decided, the same bytes may come again. */
    public static final String TRY_LATER = "TRY_LATER";

    /** The terminal's journal is not the one the platform knows: nothing new is booked until it is released. */
    public static final String JOURNAL_FORKED = "JOURNAL_FORKED";

    /** The message stands behind the last good head of a forked journal: nothing is decided until the release. */
    public static final String TERMINAL_QUARANTINED = "TERMINAL_QUARANTINED";

    /** The platform holds other bytes under this message id. */
    public static final String MSGID_REUSED = "MSGID_REUSED";

    /** No such insured person. */
    public static final String PERSON_UNKNOWN = "PERSON_UNKNOWN";

    /** The credential is not this person's. */
    public static final String CREDENTIAL_REFUSED = "CREDENTIAL_REFUSED";

    /** The code of an e-voucher is used up, expired or unknown. */
    public static final String VOUCHER_NOT_USABLE = "VOUCHER_NOT_USABLE";

    /** The platform no longer has this file: a newer version took its place. */
    public static final String FILE_GONE = "FILE_GONE";

    /** The envelope reads, what it carries does not. */
    public static final String MESSAGE_MALFORMED = "MESSAGE_MALFORMED";

    public static AnswerHeader done(RequestHeader request, String infRefmsgid, Instant received, Instant answered) {
        return new AnswerHeader(
                DONE, infRefmsgid, received, answered, "", "", "", RequestHeader.SIGN_TYPE, request.msgid(), "");
    }

    public static AnswerHeader refused(
            RequestHeader request, String infRefmsgid, Instant received, Instant answered, String code, String text) {
        return new AnswerHeader(
                REFUSED, infRefmsgid, received, answered, text, "", "", RequestHeader.SIGN_TYPE, request.msgid(), code);
    }
}
