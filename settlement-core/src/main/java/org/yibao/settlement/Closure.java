package org.yibao.settlement;

import java.time.LocalDateTime;

/**
 * An operator's word that a difference was settled with the person: money collected, paid back or written off; or
 * what became of a sale of which the platform cannot say it.
 *
 * @param note what was done, 1 to {@value #NOTE_MAX} characters
 */
public record Closure(MessageId settlement, Operator operator, LocalDateTime madeAt, String note) {
    public static final int NOTE_MAX = 200;

    public Closure {
        if (note.isBlank() || note.length() > NOTE_MAX) {
            throw new IllegalArgumentException("a closing note has 1 to 200 characters");
        }
    }
}
