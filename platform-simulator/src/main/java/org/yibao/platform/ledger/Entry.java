package org.yibao.platform.ledger;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;

/**
 * One booked row of the ledger: a settlement, or a void with negative amounts.
 *
 * @param setlId {@code setl_id}
 * @param visitId {@code mdtrt_id}
 * @param voids the {@code setl_id} that this void takes back; null for a settlement
 */
public record Entry(
        String setlId,
        String msgid,
        String infno,
        String psnNo,
        String visitId,
        TerminalKey terminal,
        LocalDateTime bookedAt,
        State state,
        @Nullable String voids,
        Tenders tenders) {

    /** Where an entry stands; it only leaves BOOKED. */
    public enum State {
        BOOKED,
        VOIDED,
        REVERSED
    }

    /** Who paid the bill. */
    public record Tenders(Amount medfee, Amount funds, Amount account, Amount family, Amount cash) {
        public static final Tenders NONE = new Tenders(Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);

        public static Tenders of(BenefitBreakdown split) {
            return new Tenders(
                    split.medfeeSumamt(),
                    split.fundPaySumamt(),
                    split.acctPay(),
                    split.acctMulaidPay(),
                    split.psnCashPay());
        }

        public Tenders plus(Tenders other) {
            return new Tenders(
                    medfee.plus(other.medfee),
                    funds.plus(other.funds),
                    account.plus(other.account),
                    family.plus(other.family),
                    cash.plus(other.cash));
        }

        public Tenders negated() {
            return new Tenders(medfee.negated(), funds.negated(), account.negated(), family.negated(), cash.negated());
        }
    }

    /** Whether it stands: neither voided nor reversed, and no void itself. */
    public boolean stands() {
        return state == State.BOOKED && voids == null;
    }
}
