package org.yibao.settlement;

import java.time.LocalDateTime;

/**
 * An operator's word that a message the platform had booked goes to it again, because it does not hold it any more.
 *
 * @param message the settlement's own, or its void's
 * @param reason in the operator's words, 1 to {@value #REASON_MAX} characters
 */
public record Resubmission(MessageId message, Operator operator, LocalDateTime madeAt, String reason) {
    public static final int REASON_MAX = 200;

    public Resubmission {
        if (reason.isBlank() || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("a reason has 1 to " + REASON_MAX + " characters");
        }
    }
}
