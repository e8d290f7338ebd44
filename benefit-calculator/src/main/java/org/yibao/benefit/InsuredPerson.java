package org.yibao.benefit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of an insured person: no name, no identity number.
 *
 * @param psnNo the platform's person number
 * @param insutype 310 employees, 390 residents
 * @param psnType 2 to 6 digits; the first two decide (11 in service, 12 retired, 14 15 16 residents)
 * @param marks {@code psn_idet_type}
 * @param civilServant {@code cvlserv_flag}
 * @param insuplcAdmdvs division where insured, such as 370100; null when not given
 * @param birthDate {@code brdy}, yyyy-MM-dd; null when not given
 * @param chronicDisease {@code opsp_dise_code}; null when not given
 */
public record InsuredPerson(
        String psnNo,
        String insutype,
        String psnType,
        List<String> marks,
        boolean civilServant,
        @Nullable String insuplcAdmdvs,
        @Nullable String birthDate,
        @Nullable String chronicDisease) {

    public InsuredPerson {
        marks = List.copyOf(marks);
    }

    /** Without the person number, the birth date and the disease, which tell who it is. */
    @Override
    public String toString() {
        return "InsuredPerson[insutype=" + insutype + ", psnType=" + psnType + ", marks=" + marks + "]";
    }
}
