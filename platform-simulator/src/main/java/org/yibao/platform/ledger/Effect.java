package org.yibao.platform.ledger;

import org.yibao.benefit.Amount;

/** One thing that an entry moved, so that exactly this can be given back. */
public sealed interface Effect {
    String psnNo();

    /** The medical year; 0 when the effect has none. */
    int year();

    /** The accumulator; empty for an account. */
    String code();

    /** Fen, or a count for a counter such as IPT_COUNT; may be negative. */
    long delta();

    /** Does it, and says what was really done. */
    Effect applyTo(People people);

    /** What gives it back. */
    Effect undone();

    /** An accumulator moved; it never falls below 0. */
    record Accumulated(String psnNo, int year, String code, long delta) implements Effect {
        @Override
        public Effect applyTo(People people) {
            return new Accumulated(psnNo, year, code, people.accumulate(psnNo, year, code, delta));
        }

        @Override
        public Effect undone() {
            return new Accumulated(psnNo, year, code, -delta);
        }
    }

    /** An own or family account moved; negative when it paid. */
    record Credited(String psnNo, long delta) implements Effect {
        @Override
        public int year() {
            return 0;
        }

        @Override
        public String code() {
            return "";
        }

        @Override
        public Effect applyTo(People people) {
            people.credit(psnNo, Amount.ofFen(delta));
            return this;
        }

        @Override
        public Effect undone() {
            return new Credited(psnNo, -delta);
        }
    }
}
