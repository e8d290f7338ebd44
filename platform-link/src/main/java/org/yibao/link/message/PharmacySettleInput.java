package org.yibao.link.message;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * 2102: a pharmacy sale is one message.
 *
 * @param setlinfo the terminal's own split; not in the national interface
 * @param trminfo how the terminal came to it; not in the national interface
 * @param jrnlinfo the record's place in the terminal's journal; not in the national interface
 */
public record PharmacySettleInput(
        DrugInfo druginfo,
        List<FeeRow> drugdetail,
        SplitAmounts setlinfo,
        TerminalNode trminfo,
        @Nullable PlaceNode jrnlinfo)
        implements SettleInput {

    /**
     * @param invono the terminal's message id
     * @param mdtrtId the terminal's own visit id; not in the national node
     */
    public record DrugInfo(
            String psnNo,
            String mdtrtCertType,
            String mdtrtCertNo,
            LocalDateTime begntime,
            Amount medfeeSumamt,
            String invono,
            String insutype,
            String diseCodg,
            String diseName,
            Flag acctUsedFlag,
            String medType,
            String mdtrtId) {
        @Override
        public String toString() {
            return "DrugInfo[" + mdtrtId + "]";
        }
    }

    @Override
    public String psnNo() {
        return druginfo.psnNo;
    }

    @Override
    public String mdtrtCertType() {
        return druginfo.mdtrtCertType;
    }

    @Override
    public String mdtrtCertNo() {
        return druginfo.mdtrtCertNo;
    }

    @Override
    public String mdtrtId() {
        return druginfo.mdtrtId;
    }

    @Override
    public String insutype() {
        return druginfo.insutype;
    }

    @Override
    public String medType() {
        return druginfo.medType;
    }

    @Override
    public LocalDateTime begntime() {
        return druginfo.begntime;
    }

    @Override
    public Amount medfeeSumamt() {
        return druginfo.medfeeSumamt;
    }

    @Override
    public Flag acctUsedFlag() {
        return druginfo.acctUsedFlag;
    }

    @Override
    public String diseCodg() {
        return druginfo.diseCodg;
    }

    @Override
    public List<FeeRow> rows() {
        return drugdetail;
    }
}
