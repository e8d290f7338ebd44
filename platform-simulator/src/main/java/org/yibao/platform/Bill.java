package org.yibao.platform;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.QuoteRequest;
import org.yibao.link.message.FamilyNode;
import org.yibao.link.message.FeeRow;
import org.yibao.link.message.Request;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.TerminalNode;
import org.yibao.settlement.Credential;
import org.yibao.settlement.TerminalProfile;

/** Reads a settlement message: takes what the platform believes, and checks its form. */
final class Bill {
    /** Most lines of a bill. */
    static final int LINES_MAX = 500;

    private static final String PHARMACY_PURCHASE = "41";
    private static final Set<String> MED_TYPES = Set.of("11", "14", "21", "28", PHARMACY_PURCHASE, "52");
    private static final Set<String> LIST_TYPES = Set.of("101", "102", "103", "104", "105", "201", "301");
    private static final Set<String> LEVELS = Set.of("01", "02", "03");
    private static final Set<String> TIERS = Set.of("3", "2", "1", "0");
    private static final int TEXT_MAX = 50;

    private Bill() {}

    /** The order in a settlement message; empty when its form is wrong. */
    static Optional<SaleOrder> read(Request request, SettleInput input, TerminalProfile terminal) {
        TerminalNode how = input.trminfo();
        boolean sound = MED_TYPES.contains(input.medType())
                && input.medType().equals(PHARMACY_PURCHASE) == terminal.isPharmacy()
                && (how.rxTier() == null || TIERS.contains(how.rxTier()))
                && isMaternitySound(how)
                && isSound(input.rows())
                && input.medfeeSumamt().equals(sum(input.rows()));
        return sound ? Optional.of(order(request, input, terminal)) : Optional.empty();
    }

    private static boolean isMaternitySound(TerminalNode how) {
        boolean ordinal = how.childOrdinal() == null || how.childOrdinal() > 0;
        String beneficiary = how.beneficiary();
        return ordinal && (beneficiary == null || Set.of("SELF", "SPOUSE").contains(beneficiary));
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

    private static SaleOrder order(Request request, SettleInput input, TerminalProfile terminal) {
        TerminalNode how = input.trminfo();
        return new SaleOrder(
                request.id().value(),
                request.transaction().infno(),
                terminal,
                input.psnNo(),
                new Credential(input.mdtrtCertType(), input.mdtrtCertNo()),
                input.mdtrtId(),
                input.begntime(),
                input.medType(),
                how.rxTier() == null ? null : new QuoteRequest.Prescription(true, how.rxTier()),
                how.beneficiary() == null
                        ? null
                        : new QuoteRequest.Maternity(how.childOrdinal(), how.beneficiary()),
                input.acctUsedFlag().isSet(),
                how.mulaidinfo().stream().map(FamilyNode::psnNo).toList(),
                input.rows().stream().map(Bill::line).toList());
    }

    private static FeeLine line(FeeRow row) {
        return new FeeLine(
                row.feedetlSn(),
                row.medListCodg(),
                row.listType(),
                row.chrgitmLv(),
                row.cnt(),
                row.pric(),
                row.detItemFeeSumamt(),
                row.selfpayProp(),
                row.pricUplmtAmt(),
                row.procuredFlag().isSet(),
                row.equipmentFlag().isSet(),
                row.wellnessFlag().isSet());
    }
}
