package org.yibao.platform;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.link.message.FeeRow;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.TerminalNode;
import org.yibao.settlement.TerminalProfile;

/** Checks the form of what a settlement message says, before any rule is applied. */
final class Bill {
    /** Most lines of a bill. */
    static final int LINES_MAX = 500;

    private static final String PHARMACY_PURCHASE = "41";
    private static final Set<String> MED_TYPES = Set.of("11", "14", "21", "28", PHARMACY_PURCHASE, "52");
    private static final Set<String> LIST_TYPES = Set.of("101", "102", "103", "104", "105", "201", "301");
    private static final Set<String> LEVELS = Set.of("01", "02", "03");
    private static final Set<String> TIERS = Set.of("3", "2", "1", "0");
    private static final Set<String> BENEFICIARIES = Set.of("SELF", "SPOUSE");
    private static final int TEXT_MAX = 50;

    private Bill() {}

    static boolean isSound(SettleInput input, TerminalProfile terminal) {
        return MED_TYPES.contains(input.medType())
                && input.medType().equals(PHARMACY_PURCHASE) == terminal.isPharmacy()
                && isSound(input.trminfo())
                && isSound(input.rows())
                && input.medfeeSumamt().equals(sum(input.rows()));
    }

    private static boolean isSound(TerminalNode how) {
        return (how.rxTier() == null || TIERS.contains(how.rxTier()))
                && (how.childOrdinal() == null || how.childOrdinal() > 0)
                && (how.beneficiary() == null || BENEFICIARIES.contains(how.beneficiary()));
    }

    private static boolean isSound(List<FeeRow> rows) {
        return !rows.isEmpty() && rows.size() <= LINES_MAX && rows.stream().allMatch(Bill::isSound);
    }

    private static boolean isSound(FeeRow row) {
        return isText(row.feedetlSn())
                && isText(row.medListCodg())
                && LIST_TYPES.contains(row.listType())
                && LEVELS.contains(row.chrgitmLv())
                && !row.detItemFeeSumamt().isNegative()
                && row.cnt().signum() >= 0
                && row.pric().signum() >= 0
                && isRatio(row.selfpayProp())
                && (row.pricUplmtAmt() == null || row.pricUplmtAmt().signum() >= 0);
    }

    private static boolean isText(String text) {
        return !text.isBlank() && text.length() <= TEXT_MAX;
    }

    private static boolean isRatio(@Nullable BigDecimal ratio) {
        return ratio == null || (ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0);
    }

    private static Amount sum(List<FeeRow> rows) {
        return rows.stream().map(FeeRow::detItemFeeSumamt).reduce(Amount.ZERO, Amount::plus);
    }
}
