package org.yibao.settlement.doubt;

import org.yibao.settlement.MessageId;

/**
 * One thing that may happen next.
 *
 * @param at which of several, such as the place of a message on the line
 * @param message whose answer is awaited no longer; of the sale where it does not matter
 */
record Move(Kind kind, int at, MessageId message) {
    enum Kind {
        SEND(0),
        ARRIVE(0),
        HEAR(0),
        TELL_OR_SELL_PROVISIONALLY(0),
        TELL_OR_REVERSE(0),
        CONFIRM(0),
        VOID(0),
        RELEASE(0),
        /** Nothing of it is on the line any more: sooner or later its deadline passes. */
        GIVE_UP(0),
        GIVE_UP_TOO_EARLY(1),
        LOSE_REQUEST(1),
        REPEAT_REQUEST(1),
        LOSE_ANSWER(1),
        REPEAT_ANSWER(1),
        /** The platform could not read it and says so. */
        GARBLE_REQUEST(1),
        /** The terminal's process dies: what it had in mind is gone, and answers under way find no one. */
        CRASH(1);

        final int faults;

        Kind(int faults) {
            this.faults = faults;
        }
    }

    @Override
    public String toString() {
        return kind + "(" + at + ")";
    }
}
