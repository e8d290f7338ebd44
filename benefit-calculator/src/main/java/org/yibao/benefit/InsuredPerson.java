package org.yibao.benefit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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

    private static final int CLASS_DIGITS = 2;

    public InsuredPerson {
        marks = List.copyOf(marks);
    }

    /** The digits of a {@code psn_type} that decide. */
    public static String psnClass(String psnType) {
        return psnType.length() > CLASS_DIGITS ? psnType.substring(0, CLASS_DIGITS) : psnType;
    }

    /** The birth date; empty when not given, or when it is a date that no reader admits. */
    public Optional<LocalDate> born() {
        try {
            return Optional.ofNullable(birthDate).map(LocalDate::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Without the person number, the birth date and the disease, which tell who it is. */
    @Override
    public String toString() {
        return "InsuredPerson[insutype=" + insutype + ", psnType=" + psnType + ", marks=" + marks + "]";
    }
}
