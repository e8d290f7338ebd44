package org.yibao.platform;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Why the platform says no, beside the calculator's own refusals. The name is the stable {@code err_code}; the
 * sentence is the {@code err_msg}.
 */
enum RefusalCode {
    // The message itself
    TERMINAL_NOT_ENROLLED,
    /** An alarm: the id was used before with other content. */
    MSGID_REUSED,
    MSGID_BARRED,
    REQUEST_INVALID,
    TRANSACTION_NOT_ALLOWED,
    /** Says {@code TRY_LATER} on the line: nothing is decided. */
    LEDGER_FAILED,
    SIGN_NO_UNKNOWN,
    JOURNAL_FORKED,
    TERMINAL_QUARANTINED,
    // The directory
    FILE_GONE,
    NOT_PUBLISHED,
    /** An alarm: signed under a certificate before the present one, and not in the journal that was countersigned. */
    SIGNER_NOT_CURRENT,
    /** An alarm: the same, under one that was taken back. */
    SIGNER_REVOKED,
    // A renewal
    CERTIFICATE_REVOKED,
    RENEWED_TOO_OFTEN,
    // The person
    PERSON_UNKNOWN,
    CREDENTIAL_REFUSED,
    VOUCHER_NOT_USABLE,
    FAMILY_MEMBER_UNKNOWN,
    // The settlement a void or reversal names
    SETTLEMENT_UNKNOWN,
    SETTLEMENT_VOIDED_ALREADY,
    SETTLEMENT_NOT_REVERSIBLE,
    /** The reversal is of other content than what came under the id: neither is touched. */
    OTHER_CONTENT_HELD,
    /** Of an inquiry: booked under this id, and undone by a reversal since. */
    MSGID_REVERSED;

    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("org.yibao.platform.refusals", Locale.SIMPLIFIED_CHINESE);

    /** One sentence in Chinese. */
    String sentence() {
        return TEXTS.getString(name());
    }

    Verdict refused() {
        return new Verdict.Refused(name(), sentence());
    }
}
