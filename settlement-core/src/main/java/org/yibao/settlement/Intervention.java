package org.yibao.settlement;

import java.time.LocalDateTime;

/**
 * What an operator did with a message that waits for the platform.
 *
 * @param message whose turn it changes
 * @param reason in the operator's words, at most {@value #REASON_MAX} characters; may be empty for a release
 */
public record Intervention(MessageId message, Kind kind, Operator operator, LocalDateTime madeAt, String reason) {
    public static final int REASON_MAX = 200;

    /** What was done; a name that was written once keeps its meaning. */
    public enum Kind {
        /** Out of its turn until it is released. */
        SET_ASIDE,
        /** Back in its turn. */
        RELEASED
    }

    public Intervention {
        if (reason.length() > REASON_MAX || (kind == Kind.SET_ASIDE && reason.isBlank())) {
            throw new IllegalArgumentException("a reason has 1 to 200 characters");
        }
    }
}
