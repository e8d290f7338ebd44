package org.yibao.settlement.reconciliation;

import org.yibao.benefit.Amount;

/** What a cashier's sales, or voids, came to by tender; of voids the amounts are negative. */
public record TenderTotals(int count, Amount medfee, Amount fund, Amount account, Amount family, Amount cash) {}
