package org.yibao.terminal.policy;

import org.yibao.certs.SignatureFault;
import org.yibao.terminal.text.Sentences;

/** Why a policy table is not used. The name of the constant is the code that technicians see. */
public enum PolicyFault {
    POLICY_INVALID,
    POLICY_UNREADABLE,
    POLICY_PUBLISHERS_UNUSABLE,
    POLICY_SIGNATURE_MISSING,
    POLICY_SIGNATURE_MALFORMED,
    POLICY_SIGNATURE_OTHER_FILE,
    POLICY_SIGNATURE_WRONG_CONVENTION,
    POLICY_SIGNATURE_WRONG_KEY,
    POLICY_PUBLISHER_UNKNOWN,
    POLICY_PUBLISHER_EXPIRED,
    POLICY_PUBLISHER_NOT_YET_VALID,
    POLICY_PUBLISHER_REVOKED,
    POLICY_PUBLISHER_WRONG_USAGE,
    POLICY_PUBLISHER_OTHER,
    POLICY_VERSION_TAKEN,
    POLICY_NOT_INSTALLED,
    POLICY_NONE_ACTIVE,
    POLICY_DAY_PAST,
    POLICY_NOTHING_BEFORE,
    POLICY_FILE_CHANGED,
    POLICY_LOG_DAMAGED,
    POLICY_SHELF_UNUSABLE;

    /** What is wrong and what to do about it, in Chinese. */
    public String sentence() {
        return Sentences.of("policy." + name());
    }

    static PolicyFault of(SignatureFault fault) {
        return switch (fault) {
            case MALFORMED -> POLICY_SIGNATURE_MALFORMED;
            case OTHER_FILE -> POLICY_SIGNATURE_OTHER_FILE;
            case WRONG_CONVENTION -> POLICY_SIGNATURE_WRONG_CONVENTION;
            case WRONG_KEY -> POLICY_SIGNATURE_WRONG_KEY;
            case UNKNOWN_PUBLISHER, BROKEN_CHAIN -> POLICY_PUBLISHER_UNKNOWN;
            case EXPIRED -> POLICY_PUBLISHER_EXPIRED;
            case NOT_YET_VALID -> POLICY_PUBLISHER_NOT_YET_VALID;
            case REVOKED -> POLICY_PUBLISHER_REVOKED;
            case WRONG_USAGE -> POLICY_PUBLISHER_WRONG_USAGE;
            case WRONG_NAME -> POLICY_PUBLISHER_OTHER;
        };
    }
}
