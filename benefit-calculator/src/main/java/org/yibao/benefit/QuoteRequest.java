package org.yibao.benefit;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit or sale to be split. Every value was checked for form by whoever made it; the calculator checks
 * what only the rules can decide.
 *
 * @param begntime when the expense occurred; selects the parameters and the medical year (calendar year)
 * @param medType {@code med_type}: 11, 14, 21, 28, 41 or 52
 * @param patient the insured person
 * @param place where the care is given, seen from the insured place
 * @param placeRegistered whether the stay at {@code place} is registered (备案)
 * @param prescription the outside prescription of a pharmacy sale, null without one
 * @param maternity null unless the visit is a delivery
 * @param cum accumulators of {@code begntime}'s year, before this visit
 * @param account the personal accounts that may pay
 * @param lines 1 to 500 bill lines with unique numbers
 * @param referral {@code referral_flag}: the patient was referred here
 */
public record QuoteRequest(
        LocalDateTime begntime,
        String medType,
        DesignatedInstitution institution,
        InsuredPerson patient,
        Place place,
        boolean placeRegistered,
        @Nullable Prescription prescription,
        @Nullable Maternity maternity,
        YearToDate cum,
        PersonalAccount account,
        List<FeeLine> lines,
        boolean referral) {

    public QuoteRequest {
        lines = List.copyOf(lines);
    }

    /** A visit without a referral. */
    public QuoteRequest(
            LocalDateTime begntime,
            String medType,
            DesignatedInstitution institution,
            InsuredPerson patient,
            Place place,
            boolean placeRegistered,
            @Nullable Prescription prescription,
            @Nullable Maternity maternity,
            YearToDate cum,
            PersonalAccount account,
            List<FeeLine> lines) {
        this(
                begntime,
                medType,
                institution,
                patient,
                place,
                placeRegistered,
                prescription,
                maternity,
                cum,
                account,
                lines,
                false);
    }

    /** {@code LOCAL}, {@code PROVINCE}: another city of the province, {@code OUTSIDE}: another province. */
    public enum Place {
        LOCAL,
        PROVINCE,
        OUTSIDE
    }

    /**
     * @param circulated {@code rx_circ_flag} 1: an outside prescription
     * @param tier the prescriber's tier, which then decides; null when not circulated
     */
    public record Prescription(boolean circulated, @Nullable String tier) {}

    /** @param beneficiary SELF or SPOUSE */
    public record Maternity(@Nullable Integer childOrdinal, String beneficiary) {}
}
