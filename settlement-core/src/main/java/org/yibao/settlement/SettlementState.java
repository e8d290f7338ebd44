package org.yibao.settlement;

import java.util.EnumSet;
import java.util.Set;

/** Where a settlement stands. State only moves forward, along {@link #mayBecome}. */
public enum SettlementState {
    /** Durable here; nothing was sent. */
    RECORDED,
    /** Its bytes may have left; the answer is awaited. */
    SUBMITTED,
    /** Its bytes left and no answer came in time: whether the platform holds it is not known. */
    IN_DOUBT,
    /** The counter was told "sold, provisional"; the platform's word is still to come. */
    PROVISIONAL,
    /** The platform booked it. */
    ACKNOWLEDGED,
    /** The platform refused it before the counter was told anything: nothing is sold. */
    REFUSED,
    /** The platform undid it, or barred its id, after the counter was told that it is not made. */
    REVERSED,
    /** Sold provisionally; the platform booked it with another split: a difference is due. */
    ADJUSTED,
    /** Sold provisionally; the platform refused it: on the follow-up list. */
    REJECTED,
    /** Taken back by a record of its own. */
    VOIDED,
    /** Another terminal of the institution has it, with all that waited for it: nothing more happens to it here. */
    HANDED_OVER;

    public boolean mayBecome(SettlementState next) {
        return successors().contains(next);
    }

    private Set<SettlementState> successors() {
        return switch (this) {
            case RECORDED -> EnumSet.of(SUBMITTED, IN_DOUBT, PROVISIONAL, ACKNOWLEDGED, REFUSED, HANDED_OVER);
            case SUBMITTED -> EnumSet.of(IN_DOUBT, PROVISIONAL, ACKNOWLEDGED, REFUSED, HANDED_OVER);
            case IN_DOUBT -> EnumSet.of(PROVISIONAL, ACKNOWLEDGED, REFUSED, REVERSED, HANDED_OVER);
            case PROVISIONAL -> EnumSet.of(ACKNOWLEDGED, ADJUSTED, REJECTED, VOIDED, HANDED_OVER);
            case ACKNOWLEDGED -> EnumSet.of(ADJUSTED, REJECTED, VOIDED, HANDED_OVER);
            case ADJUSTED -> EnumSet.of(REJECTED, VOIDED, HANDED_OVER);
            case VOIDED -> EnumSet.of(HANDED_OVER);
            // Its reversal may still wait.
            case REFUSED -> EnumSet.of(HANDED_OVER);
            case REVERSED, REJECTED, HANDED_OVER -> EnumSet.noneOf(SettlementState.class);
        };
    }
}
