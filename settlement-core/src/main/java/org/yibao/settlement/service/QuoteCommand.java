package org.yibao.settlement.service;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.QuoteRequest.Prescription;
import org.yibao.settlement.Sale;

/**
 * What a till asks to be split. Institution, patient, accumulators, accounts and everything the catalogue knows
 * are the terminal's to fill in.
 *
 * @param accountUsed whether the own account pays
 */
public record QuoteCommand(
        String credential,
        String medType,
        @Nullable Prescription prescription,
        boolean accountUsed,
        List<Sale.FamilyPayer> family,
        List<Sale.Diagnosis> diagnoses,
        List<Line> lines) {

    public QuoteCommand {
        family = List.copyOf(family);
        diagnoses = List.copyOf(diagnoses);
        lines = List.copyOf(lines);
    }

    /**
     * @param number {@code feedetl_sn}
     * @param code {@code med_list_codg}
     * @param amount {@code det_item_fee_sumamt}
     */
    public record Line(String number, String code, BigDecimal count, BigDecimal price, Amount amount) {}
}
