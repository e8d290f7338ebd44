package org.yibao.link.message;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * 2207 as one message: the national sequence 2201, 2203, 2204, 2207 folded into nodes of the same names.
 *
 * @param mdtrtinfo the visit, node of 2203
 * @param diseinfo the diagnoses, node of 2203
 * @param feedetail the lines, node of 2204
 * @param setlinfo the terminal's own split; not in the national interface
 * @param trminfo how the terminal came to it; not in the national interface
 * @param jrnlinfo the record's place in the terminal's journal; not in the national interface
 */
public record ClinicSettleInput(
        SettleNode data,
        VisitNode mdtrtinfo,
        List<DiagnosisNode> diseinfo,
        List<FeeRow> feedetail,
        SplitAmounts setlinfo,
        TerminalNode trminfo,
        @Nullable PlaceNode jrnlinfo)
        implements SettleInput {

    /**
     * @param psnSetlway 01: by item
     * @param chrgBchno the terminal's message id
     * @param invono the terminal's message id
     */
    public record SettleNode(
            String psnNo,
            String mdtrtCertType,
            String mdtrtCertNo,
            String medType,
            Amount medfeeSumamt,
            String psnSetlway,
            String mdtrtId,
            String chrgBchno,
            String insutype,
            Flag acctUsedFlag,
            String invono,
            Amount fulamtOwnpayAmt,
            Amount overlmtSelfpay,
            Amount preselfpayAmt,
            Amount inscpScpAmt) {
        @Override
        public String toString() {
            return "SettleNode[" + mdtrtId + "]";
        }
    }

    public record VisitNode(String mdtrtId, String psnNo, String medType, LocalDateTime begntime, String diseCodg) {}

    /**
     * @param diagType 1 western, 2 TCM main disease, 3 TCM syndrome
     * @param diagSrtNo from 1
     */
    public record DiagnosisNode(String diagType, int diagSrtNo, String diagCode, String diagName, Flag valiFlag) {}

    @Override
    public String psnNo() {
        return data.psnNo;
    }

    @Override
    public String mdtrtCertType() {
        return data.mdtrtCertType;
    }

    @Override
    public String mdtrtCertNo() {
        return data.mdtrtCertNo;
    }

    @Override
    public String mdtrtId() {
        return data.mdtrtId;
    }

    @Override
    public String insutype() {
        return data.insutype;
    }

    @Override
    public String medType() {
        return data.medType;
    }

    @Override
    public LocalDateTime begntime() {
        return mdtrtinfo.begntime;
    }

    @Override
    public Amount medfeeSumamt() {
        return data.medfeeSumamt;
    }

    @Override
    public Flag acctUsedFlag() {
        return data.acctUsedFlag;
    }

    @Override
    public String diseCodg() {
        return mdtrtinfo.diseCodg;
    }

    @Override
    public List<FeeRow> rows() {
        return feedetail;
    }
}
