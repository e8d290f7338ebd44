package org.yibao.benefit;

/**
 * Why a request has no split.
 *
 * @param message one sentence in Chinese for the counter
 * @param field the field or parameter it is about; empty when it is about none
 */
public record Refusal(Code code, String message, String field) implements QuoteResult {
    /** In the order in which they are reported when several apply. */
    public enum Code {
        POLICY_UNKNOWN,
        FIELD_UNKNOWN,
        FIELD_MISSING,
        FIELD_INVALID,
        LINE_DUPLICATE,
        LINE_AMOUNT_MISMATCH,
        ACCT_RELATION_NOT_ALLOWED,
        SCHEME_NOT_COVERED,
        POLICY_PARAMETER_MISSING,
        POLICY_NOT_IN_FORCE
    }
}
