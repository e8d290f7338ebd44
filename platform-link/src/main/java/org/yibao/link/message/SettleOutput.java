package org.yibao.link.message;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.Amount;

/**
 * Answer to a settlement (2102, 2207) or void (2103, 2208). A void's amounts are negative.
 *
 * @param cumAfter the person's accumulators after it; not in the national interface
 */
public record SettleOutput(
        SettleNode setlinfo, List<FundRow> setldetail, List<CutRow> detlcutinfo, List<CumNode> cumAfter)
        implements AnswerOutput {

    /**
     * @param medinsSetlId the request's message id
     * @param amounts the money fields, which stand in this node like the others
     */
    public record SettleNode(
            String setlId,
            String mdtrtId,
            String psnNo,
            String medinsSetlId,
            String insutype,
            String medType,
            LocalDateTime setlTime,
            String clrOptins,
            String clrWay,
            String clrType,
            @JsonUnwrapped SplitAmounts amounts) {}

    /** @param setlProcInfo how it was calculated, in words, at most 4000 characters */
    public record FundRow(String fundPayType, Amount fundPayamt, String fundPayTypeName, String setlProcInfo) {}

    /** How one line was split. */
    public record CutRow(
            String feedetlSn,
            BigDecimal selfpayProp,
            Amount fulamtOwnpayAmt,
            Amount overlmtAmt,
            Amount preselfpayAmt,
            Amount inscpScpAmt) {}
}
