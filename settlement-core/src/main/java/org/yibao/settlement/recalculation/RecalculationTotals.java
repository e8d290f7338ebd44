package org.yibao.settlement.recalculation;

/**
 * Results added up.
 *
 * @param more what the vouchers together change for each fund, the accounts and in cash
 */
public record RecalculationTotals(int vouchers, int unchanged, int refused, int notAffected, Shares more) {
    public static final RecalculationTotals NOTHING = new RecalculationTotals(0, 0, 0, 0, Shares.NOTHING);

    public RecalculationTotals plus(Recalculated result) {
        if (result instanceof Recalculated.Voucher voucher) {
            Shares sum = more.plus(voucher.after().minus(voucher.before()));
            return new RecalculationTotals(vouchers + 1, unchanged, refused, notAffected, sum);
        }
        if (result instanceof Recalculated.Unchanged) {
            return new RecalculationTotals(vouchers, unchanged + 1, refused, notAffected, more);
        }
        return result instanceof Recalculated.Refused
                ? new RecalculationTotals(vouchers, unchanged, refused + 1, notAffected, more)
                : new RecalculationTotals(vouchers, unchanged, refused, notAffected + 1, more);
    }
}
