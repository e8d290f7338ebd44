package org.yibao.link.message;

import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.Amount;

/** What both settlement messages say, wherever in them it stands. */
public sealed interface SettleInput extends MoneyInput permits PharmacySettleInput, ClinicSettleInput {
    String psnNo();

    String mdtrtCertType();

    String mdtrtCertNo();

    String mdtrtId();

    String insutype();

    String medType();

    LocalDateTime begntime();

    Amount medfeeSumamt();

    Flag acctUsedFlag();

    /** {@code dise_codg}, empty without a chronic disease. */
    String diseCodg();

    List<FeeRow> rows();

    /** The terminal's own split. */
    SplitAmounts setlinfo();

    TerminalNode trminfo();
}
