package org.yibao.benefit.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Visits;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;

/** How single lines are taken apart. */
final class LineTest {
    private static final PolicyBook IN_FORCE = BuiltIn.book(List.of("jinan-in-force"));

    @ParameterizedTest
    @CsvSource({
        "101, 01, 50.00, false, false, 0.00",
        "105, 02, 50.00, false, false, 10.00",
        "201, 01, 50.00, false, false, 0.00",
        "201, 01, 50.00, false, true, 10.00",
        "201, 02, 50.00, false, true, 10.00",
        "301, 01, 1000.00, false, false, 0.00",
        "301, 01, 1000.01, false, false, 250.00",
        "301, 02, 1000.000001, false, false, 250.00",
        "301, 02, 5000.00, true, true, 0.00",
        "301, 01, 1000.00, false, true, 200.00",
        "101, 02, 50.00, true, false, 10.00",
        "101, 03, 50.00, false, true, 0.00"
    })
    void ratioFollowsTheOrderOfTheTable(
            String listType, String level, String price, boolean procured, boolean equipment, String preself) {
        assertEquals(
                Amount.parse(preself),
                only(listType, level, price, procured, equipment).preselfpay());
    }

    private static LineSplit only(String listType, String level, String price, boolean procured, boolean equipment) {
        Visits visit = Visits.employee();
        visit.line(visit.line(listType, level, "1", price, null, null, procured, equipment, false));
        return Splits.quote(visit).lines().get(0);
    }

    @ParameterizedTest
    @CsvSource({"201", "301"})
    void classBServiceOrConsumableWithoutRatioIsMissing(String listType) {
        Visits visit = Visits.employee();
        visit.line(visit.line(listType, "02", "50.00", null));
        assertEquals(
                Refusal.Code.POLICY_PARAMETER_MISSING, Splits.refusal(visit).code());
    }

    @ParameterizedTest
    @CsvSource({"101, 02, false", "201, 01, true", "301, 01, false"})
    void withoutTheDraftItsRatiosAreMissing(String listType, String level, boolean equipment) {
        Visits visit = Visits.employee().medType("41");
        visit.line(visit.line(listType, level, "1", "2000.00", null, null, false, equipment, false));
        assertEquals(
                Refusal.Code.POLICY_PARAMETER_MISSING,
                Splits.refusal(visit, IN_FORCE).code());
    }

    @Test
    void catalogueRatioNeedsNoParameter() {
        Visits visit = Visits.employee().medType("41");
        visit.line(visit.line("301", "02", "2000.00", "0.0525"));
        var quote = (org.yibao.benefit.Quote) BenefitCalculator.calculate(visit.request(), IN_FORCE);
        assertEquals(Amount.parse("105.00"), quote.lines().get(0).preselfpay());
    }

    @Test
    void overlimitComesOffBeforeTheRatio() {
        Visits visit = Visits.employee();
        visit.line(visit.line("101", "02", "3", "10.01", "0.10", "9.333333", false, false, false));
        LineSplit split = Splits.quote(visit).lines().get(0);
        assertEquals(Amount.parse("2.03"), split.overlimit());
        assertEquals(Amount.parse("2.80"), split.preselfpay());
        assertEquals(Amount.parse("25.20"), split.inscp());
    }

    @Test
    void classCIsWhollyOwnWhateverItsCeiling() {
        Visits visit = Visits.employee();
        visit.line(visit.line("101", "03", "1", "50.00", "0.3", "10.00", false, false, false));
        LineSplit split = Splits.quote(visit).lines().get(0);
        assertEquals(Amount.parse("50.00"), split.ownpay());
        assertEquals(Amount.ZERO, split.overlimit());
        assertEquals(0, split.selfpayProportion().compareTo(new java.math.BigDecimal("0.3")));
    }

    @Test
    void enormousCeilingLeavesNothingAbove() {
        Visits visit = Visits.employee();
        visit.line(
                visit.line("101", "01", "999999999999.9999", "0.01", null, "9999999999.999999", false, false, false));
        assertEquals(Amount.ZERO, Splits.quote(visit).lines().get(0).overlimit());
    }

    @Test
    void amountMustBeTheRoundedProduct() {
        Visits visit = Visits.employee();
        FeeLine line = visit.line("101", "01", "0.5", "0.25", null, null, false, false, false);
        assertEquals(Amount.parse("0.13"), line.amount());
        FeeLine wrong = new FeeLine(
                "1",
                "X",
                "101",
                "01",
                line.count(),
                line.price(),
                Amount.parse("0.12"),
                null,
                null,
                false,
                false,
                false);
        visit.line(wrong);
        assertEquals(Refusal.Code.LINE_AMOUNT_MISMATCH, Splits.refusal(visit).code());
    }

    @ParameterizedTest
    @CsvSource({
        "PROVINCE, false, 100.00",
        "OUTSIDE, false, 100.00",
        "PROVINCE, true, 0.00",
        "OUTSIDE, true, 0.00",
        "LOCAL, false, 0.00"
    })
    void unregisteredStayPaysTenPercentFirst(Place place, boolean registered, String preself) {
        for (String medType : List.of("14", "21", "28")) {
            for (Visits visit : List.of(Visits.employee(), Visits.resident())) {
                visit.medType(medType).place(place, registered).drug("1000.00");
                assertEquals(
                        Amount.parse(preself), Splits.quote(visit).breakdown().preselfpayAmt());
            }
        }
    }

    @Test
    void deliveryAndOutpatientHaveNoFirstSelfpayOutOfArea() {
        Visits delivery = Visits.employee().medType("52").child(1, "SELF").place(Place.OUTSIDE, false);
        assertEquals(
                Amount.ZERO, Splits.quote(delivery.drug("1000.00")).breakdown().preselfpayAmt());
        Visits outpatient = Visits.employee().place(Place.OUTSIDE, false);
        assertEquals(
                Amount.ZERO,
                Splits.quote(outpatient.drug("1000.00")).breakdown().preselfpayAmt());
    }

    /** A table may well have a parameter of that name; a missing field of the request is not there for all that. */
    @Test
    void parameterNamedAsTheMissingRatioDoesNotStandInForIt() {
        String table = new String(BuiltIn.bytes("/policy-test/highland.yaml"), UTF_8)
                .replace("selfpay: drug-b-selfpay", "selfpay: selfpay_prop")
                .replace("  drug-b-selfpay:", "  selfpay_prop:");
        PolicyBook book = PolicyBook.of(List.of(PolicyYaml.read("highland", table.getBytes(UTF_8), BuiltIn.DIGEST)));
        Visits drug = Visits.employee();
        drug.line(drug.line("101", "02", "50.00", null));
        assertInstanceOf(Quote.class, BenefitCalculator.calculate(drug.request(), book));
        Visits service = Visits.employee();
        Refusal refusal = Splits.refusal(service.line(service.line("201", "02", "50.00", null)), book);
        assertEquals(Refusal.Code.POLICY_PARAMETER_MISSING, refusal.code());
        assertEquals("selfpay_prop", refusal.field());
    }

    @Test
    void unregisteredResidentStayWithoutTheDraftIsMissing() {
        PolicyBook book = BuiltIn.book(List.of("jinan-in-force", "demo-supplement"));
        Visits visit =
                Visits.resident().medType("21").place(Place.PROVINCE, false).drug("1000.00");
        Refusal refusal = Splits.refusal(visit, book);
        assertEquals(Refusal.Code.POLICY_PARAMETER_MISSING, refusal.code());
        assertEquals("out-of-area-selfpay", refusal.field());
    }
}
