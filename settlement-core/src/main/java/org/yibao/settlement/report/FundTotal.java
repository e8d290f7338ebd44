package org.yibao.settlement.report;

import org.yibao.benefit.Amount;

/**
 * What one fund pays.
 *
 * @param type {@code fund_pay_type}
 * @param name as the platform named it last
 */
public record FundTotal(String type, String name, Amount amount) {
    FundTotal plus(FundTotal more) {
        return new FundTotal(type, more.name, amount.plus(more.amount));
    }
}
