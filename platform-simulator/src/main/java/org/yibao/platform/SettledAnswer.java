package org.yibao.platform;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Quote;
import org.yibao.benefit.YearToDate;
import org.yibao.link.message.CumNode;
import org.yibao.link.message.SettleOutput;
import org.yibao.link.message.SplitAmounts;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;

/** Writes the answer to a settlement or void, with the reference platform's own clearing keys. */
final class SettledAnswer {
    /** {@code clr_way}: by item. */
    private static final String BY_ITEM = "1";

    private static final String CLEARED_AS_OUTPATIENT = "11";
    private static final String CLEARED_AS_PHARMACY = "41";
    /** Accumulators whose code ends so count something; all others are money. */
    private static final String COUNT_SUFFIX = "_COUNT";

    private SettledAnswer() {}

    static SettleOutput of(SaleOrder order, Insured insured, Entry entry, Quote quote) {
        SettleOutput.SettleNode node = new SettleOutput.SettleNode(
                entry.setlId(),
                entry.visitId(),
                entry.psnNo(),
                entry.msgid(),
                insured.person().insutype(),
                order.medType(),
                entry.bookedAt(),
                order.terminal().admdvs(),
                BY_ITEM,
                order.terminal().isPharmacy() ? CLEARED_AS_PHARMACY : CLEARED_AS_OUTPATIENT,
                SplitAmounts.of(quote.breakdown()));
        return new SettleOutput(
                node,
                quote.funds().stream().map(SettledAnswer::fund).toList(),
                quote.lines().stream().map(SettledAnswer::cut).toList(),
                cum(order.begntime().getYear(), quote.cumAfter()));
    }

    /** @param balance of the own account after the void */
    static SettleOutput taken(SettleOutput settled, Entry taking, Amount balance, List<CumNode> cumAfter) {
        SettleOutput.SettleNode was = settled.setlinfo();
        SettleOutput.SettleNode node = new SettleOutput.SettleNode(
                taking.setlId(),
                was.mdtrtId(),
                was.psnNo(),
                taking.msgid(),
                was.insutype(),
                was.medType(),
                taking.bookedAt(),
                was.clrOptins(),
                was.clrWay(),
                was.clrType(),
                Negation.of(was.amounts(), balance));
        return new SettleOutput(
                node,
                settled.setldetail().stream().map(Negation::of).toList(),
                settled.detlcutinfo().stream().map(Negation::of).toList(),
                cumAfter);
    }

    static List<CumNode> cum(int year, YearToDate cum) {
        return cum.values().entrySet().stream()
                .map(row -> new CumNode(year, row.getKey(), number(row.getKey(), row.getValue())))
                .toList();
    }

    private static BigDecimal number(String code, long value) {
        return code.endsWith(COUNT_SUFFIX)
                ? BigDecimal.valueOf(value)
                : Amount.ofFen(value).yuan();
    }

    private static SettleOutput.FundRow fund(FundShare share) {
        return new SettleOutput.FundRow(share.type(), share.amount(), share.name(), share.process());
    }

    private static SettleOutput.CutRow cut(LineSplit line) {
        return new SettleOutput.CutRow(
                line.number(),
                line.selfpayProportion(),
                line.ownpay(),
                line.overlimit(),
                line.preselfpay(),
                line.inscp());
    }
}
