package org.yibao.link.message;

import org.jspecify.annotations.Nullable;

/**
 * Answer to 5203; the national one is the settlement alone.
 *
 * @param settled what was answered when it was booked; there where something was
 */
public record InquiryOutput(Statement stmtinfo, @Nullable SettleOutput settled) implements AnswerOutput {
    /**
     * @param omsgid as asked
     * @param odigest {@code sm3:} digest of the JSON bytes that came under the id; null where none did
     * @param oerrCode the refusal's, where it was refused
     * @param oerrMsg the refusal's, where it was refused
     */
    public record Statement(
            String omsgid,
            Standing standing,
            @Nullable String odigest,
            @Nullable String oerrCode,
            @Nullable String oerrMsg) {}

    /** What became of a message. */
    public enum Standing {
        /** Nothing came under the id. */
        UNKNOWN,
        BOOKED,
        REFUSED,
        /** Booked, and taken back by a void. */
        VOIDED,
        /** Booked, and undone by a reversal. */
        REVERSED,
        /** Nothing was booked, and a reversal sees to it that nothing ever will be. */
        BARRED,
        /** What came under the id is no settlement and no void. */
        NO_SETTLEMENT
    }
}
