package org.yibao.benefit.split;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;

/** What the layers have done so far in one calculation. */
final class Ledger {
    private final YearToDate before;
    private final Amount inscp;
    private final TreeMap<String, Long> after = new TreeMap<>();
    private final Map<String, Amount> payments = new HashMap<>();
    private Amount paid = Amount.ZERO;
    private Amount deductible = Amount.ZERO;

    Ledger(YearToDate before, Amount inscp) {
        this.before = before;
        this.inscp = inscp;
    }

    Amount inscp() {
        return inscp;
    }

    /** In-scope expense less all that funds paid so far; negative when they paid of the first self-pay as well. */
    Amount unpaid() {
        return inscp.minus(paid);
    }

    /** In-scope expense that no fund has paid so far: what a share can pay at most. */
    Amount open() {
        return Amount.ZERO.max(unpaid());
    }

    Amount deductible() {
        return deductible;
    }

    Amount paid(String fund) {
        return payments.getOrDefault(fund, Amount.ZERO);
    }

    Amount paid() {
        return paid;
    }

    Amount accumulated(String code) {
        return Amount.ofFen(value(code));
    }

    long value(String code) {
        Long now = after.get(code);
        return now == null ? before.value(code) : now;
    }

    void accumulate(String code, Amount added) {
        add(code, added.fen());
    }

    void countOne(String code) {
        add(code, 1);
    }

    private void add(String code, long added) {
        after.put(code, Math.addExact(value(code), added));
    }

    /** Makes an accumulator part of the answer even when nothing was added. */
    void touch(String code) {
        after.computeIfAbsent(code, before::value);
    }

    void bear(Amount borne) {
        deductible = deductible.plus(borne);
    }

    void pay(String fund, Amount amount) {
        if (amount.isPositive()) {
            payments.merge(fund, amount, Amount::plus);
            paid = paid.plus(amount);
        }
    }

    YearToDate cumAfter() {
        return new YearToDate(after);
    }
}
