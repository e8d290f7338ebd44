package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Visits;
import org.yibao.benefit.policy.PolicyBook;

/** Each day on which a figure changes, on its last and first second. */
final class DatedSwitchTest {
    private static final long USED_UP = 100_000;

    @ParameterizedTest
    @CsvSource({
        "2022-01-01T00:00:00, 3, 11, 40.00",
        "2022-12-31T23:59:59, 3, 11, 40.00",
        "2023-01-01T00:00:00, 3, 11, 50.00",
        "2027-12-31T23:59:59, 3, 11, 50.00",
        "2022-12-31T23:59:59, 2, 11, 60.00",
        "2023-01-01T00:00:00, 2, 11, 70.00",
        "2022-12-31T23:59:59, 1, 11, 60.00",
        "2023-01-01T00:00:00, 0, 11, 70.00",
        "2022-12-31T23:59:59, 3, 12, 40.00",
        "2023-12-31T23:59:59, 3, 12, 50.00",
        "2024-01-01T00:00:00, 3, 12, 55.00",
        "2023-12-31T23:59:59, 2, 12, 70.00",
        "2024-01-01T00:00:00, 1, 1201, 75.00"
    })
    void outpatientRatioFollowsTheDay(String time, String tier, String psnType, String paid) {
        Visits visit = outpatient(time).tier(tier).psnType(psnType);
        assertEquals(Amount.parse(paid), Splits.quote(visit).breakdown().hifpPay());
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12-31T23:59:59, 3, 40.00",
        "2022-12-31T23:59:59, 2, 60.00",
        "2023-01-01T00:00:00, 3, 55.00",
        "2023-12-31T23:59:59, 1, 75.00",
        "2024-01-01T00:00:00, 3, 60.00",
        "2024-01-01T00:00:00, 2, 80.00"
    })
    void workersOfBefore1949HaveTheirOwnRatio(String time, String tier, String paid) {
        Visits visit = outpatient(time).tier(tier).psnType("12").marks("PRE1949");
        assertEquals(Amount.parse(paid), Splits.quote(visit).breakdown().hifpPay());
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12-31T23:59:59, 3000.00",
        "2023-01-01T00:00:00, 4500.00",
        "2023-12-31T23:59:59, 4500.00",
        "2024-01-01T00:00:00, 6000.00",
        "2027-12-31T23:59:59, 6000.00"
    })
    void annualCapFollowsTheDay(String time, String cap) {
        Visits visit = Visits.employee().at(time).cum("OPT_DEDC", USED_UP).drug("100000.00");
        assertEquals(Amount.parse(cap), Splits.quote(visit).breakdown().hifpPay());
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12-31T23:59:59, 10000.00",
        "2023-01-01T00:00:00, 8000.00",
        "2023-12-31T23:59:59, 8000.00",
        "2024-01-01T00:00:00, 6000.00"
    })
    void secondaryThresholdFollowsTheDay(String time, String threshold) {
        Amount paid = Amount.parse("60000.00")
                .minus(Amount.roundHalfUp(Amount.parse(threshold).yuan().multiply(new java.math.BigDecimal("0.6"))));
        Visits visit = Visits.employee()
                .at(time)
                .cum("OPT_DEDC", USED_UP)
                .cum("OPT_PAY", 600_000)
                .drug("100000.00");
        assertEquals(paid, Splits.quote(visit).breakdown().hifobPay());
    }

    @ParameterizedTest
    @CsvSource({"2021-12-31T23:59:59", "2028-01-01T00:00:00"})
    void outsideTheTextNothingIsInForce(String time) {
        assertEquals(
                Refusal.Code.POLICY_NOT_IN_FORCE,
                Splits.refusal(outpatient(time)).code());
    }

    @ParameterizedTest
    @CsvSource({"11", "14", "21", "28"})
    void from2028EveryEmployeeVisitWithSecondaryPaymentIsNotInForce(String medType) {
        Visits visit = outpatient("2028-01-01T00:00:00").medType(medType);
        assertEquals(Refusal.Code.POLICY_NOT_IN_FORCE, Splits.refusal(visit).code());
    }

    @Test
    void pharmacySaleWithoutPrescriptionNeedsNoTextInForce() {
        Visits visit = outpatient("2031-01-01T00:00:00").medType("41");
        assertEquals(Amount.ZERO, Splits.quote(visit).breakdown().fundPaySumamt());
    }

    @Test
    void outsideUnregisteredIn2022IsMissingAndBeforeNotInForce() {
        Visits in2022 = outpatient("2022-12-31T23:59:59").place(Place.OUTSIDE, false);
        assertEquals(
                Refusal.Code.POLICY_PARAMETER_MISSING, Splits.refusal(in2022).code());
        Visits in2021 = outpatient("2021-12-31T23:59:59").place(Place.OUTSIDE, false);
        assertEquals(Refusal.Code.POLICY_NOT_IN_FORCE, Splits.refusal(in2021).code());
        Visits in2023 = outpatient("2023-01-01T00:00:00").place(Place.OUTSIDE, false);
        assertEquals(Amount.parse("40.00"), Splits.quote(in2023).breakdown().hifpPay());
    }

    @ParameterizedTest
    @CsvSource({"PROVINCE, false", "PROVINCE, true", "OUTSIDE, true"})
    void in2022OtherPlacesHaveTheJinanRatio(Place place, boolean registered) {
        Visits visit = outpatient("2022-06-01T00:00:00").place(place, registered);
        assertEquals(Amount.parse("40.00"), Splits.quote(visit).breakdown().hifpPay());
    }

    @Test
    void draftLineRatioStartsWith2024() {
        Visits before = Visits.employee().at("2023-12-31T23:59:59");
        before.line(before.line("101", "02", "100.00", null));
        Refusal refusal = Splits.refusal(before);
        assertEquals(Refusal.Code.POLICY_NOT_IN_FORCE, refusal.code());
        assertEquals("line-class-b-drug", refusal.field());
        Visits after = Visits.employee().at("2024-01-01T00:00:00");
        after.line(after.line("101", "02", "100.00", null));
        assertEquals(Amount.parse("20.00"), Splits.quote(after).breakdown().preselfpayAmt());
    }

    @ParameterizedTest
    @CsvSource({
        "2021-12-31T23:59:59, 200.00",
        "2022-01-01T00:00:00, 250.00",
        "2024-12-31T23:59:59, 250.00",
        "2025-01-01T00:00:00, 300.00"
    })
    void residentOutpatientCapFollowsTheDay(String time, String cap) {
        Visits visit = Visits.resident().at(time).drug("10000.00");
        assertEquals(Amount.parse(cap), Splits.quote(visit).breakdown().hifpPay());
    }

    @ParameterizedTest
    @CsvSource({"2024-12-31T23:59:59, 60.00", "2025-01-01T00:00:00, 65.00"})
    void residentChronicRatioFollowsTheDay(String time, String paid) {
        Visits visit = Visits.resident().at(time).medType("14").drug("100.00");
        assertEquals(Amount.parse(paid), Splits.quote(visit).breakdown().hifpPay());
    }

    @ParameterizedTest
    @CsvSource({"2021-12-31T23:59:59, 254250.00", "2022-01-01T00:00:00, 243003.40"})
    void hardshipSetFollowsTheDay(String time, String paid) {
        Visits visit = Visits.resident()
                .at(time)
                .medType("14")
                .marks("SEVERE_DISABILITY")
                .cum("RES_POOL_PAY", 15_000_000)
                .drug("350000.00");
        assertEquals(Amount.parse(paid), Splits.quote(visit).breakdown().hifmiPay());
    }

    @ParameterizedTest
    @CsvSource({"11", "14", "21"})
    void residentsBefore2021AreNotInForce(String medType) {
        Visits visit =
                Visits.resident().at("2020-12-31T23:59:59").medType(medType).drug("100.00");
        assertEquals(Refusal.Code.POLICY_NOT_IN_FORCE, Splits.refusal(visit).code());
    }

    @Test
    void missingWeighsMoreThanNotInForce() {
        PolicyBook inForceOnly = BuiltIn.book(java.util.List.of("jinan-in-force"));
        Refusal refusal = Splits.refusal(outpatient("2030-01-01T00:00:00"), inForceOnly);
        assertEquals(Refusal.Code.POLICY_PARAMETER_MISSING, refusal.code());
        assertEquals("emp-opt-deductible", refusal.field());
    }

    private static Visits outpatient(String time) {
        return Visits.employee().at(time).cum("OPT_DEDC", USED_UP).drug("100.00");
    }
}
