package org.yibao.settlement.report;

import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;

/**
 * A sale or a void that the platform booked and that counts.
 *
 * @param message of the sale or of the void
 * @param insutype of the person
 * @param booked a void's amounts are negative
 */
public record Row(
        Kind kind,
        MessageId message,
        MessageId settlement,
        Operator operator,
        String insutype,
        PlatformAnswer.Booked booked) {
    /** What was booked. */
    public enum Kind {
        SALE,
        VOID
    }
}
