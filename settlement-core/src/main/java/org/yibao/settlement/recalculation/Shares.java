package org.yibao.settlement.recalculation;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;

/**
 * Who bears a settlement.
 *
 * @param funds what each fund pays, by {@code fund_pay_type}; one that pays nothing is not named
 * @param account the own account's part
 * @param family the family accounts' part
 */
public record Shares(SortedMap<String, Fund> funds, Amount account, Amount family, Amount cash) {
    static final Shares NOTHING = new Shares(new TreeMap<>(), Amount.ZERO, Amount.ZERO, Amount.ZERO);

    public Shares {
        TreeMap<String, Fund> paying = new TreeMap<>(funds);
        paying.values().removeIf(fund -> fund.amount().equals(Amount.ZERO));
        funds = Collections.unmodifiableSortedMap(paying);
    }

    public record Fund(String name, Amount amount) {
        Fund plus(Fund other) {
            return new Fund(name, amount.plus(other.amount));
        }
    }

    static Shares of(BenefitBreakdown split, List<FundShare> shares) {
        TreeMap<String, Fund> funds = new TreeMap<>();
        for (FundShare share : shares) {
            funds.merge(share.type(), new Fund(share.name(), share.amount()), Fund::plus);
        }
        return new Shares(funds, split.acctPay(), split.acctMulaidPay(), split.psnCashPay());
    }

    /** Of one fund; 0 for a fund that pays nothing. */
    public Amount fund(String type) {
        Fund fund = funds.get(type);
        return fund == null ? Amount.ZERO : fund.amount();
    }

    /** What everyone bears more (or, negative, less) than in {@code before}. */
    public Shares minus(Shares before) {
        TreeMap<String, Fund> more = new TreeMap<>(funds);
        before.funds.forEach((type, fund) ->
                more.merge(type, new Fund(fund.name(), fund.amount().negated()), Fund::plus));
        return new Shares(more, account.minus(before.account), family.minus(before.family), cash.minus(before.cash));
    }

    Shares plus(Shares other) {
        TreeMap<String, Fund> sum = new TreeMap<>(funds);
        other.funds.forEach((type, fund) -> sum.merge(type, fund, Fund::plus));
        return new Shares(sum, account.plus(other.account), family.plus(other.family), cash.plus(other.cash));
    }

    /** Whether nobody bears anything. */
    boolean isNothing() {
        return equals(NOTHING);
    }
}
