package org.yibao.benefit.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Quote;
import org.yibao.benefit.Visits;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;

/** Shares paid in bands, of what is unpaid, and under several caps; figures worked out by hand. */
final class BandedShareTest {
    private static final PolicyBook HARBOUR = PolicyBook.of(List.of(BuiltIn.bundle("/certificate/harbour.yaml")));

    /** 2 000.00 with 5 % paid first: 1 900.00 in scope; the year's burden makes the patient favoured. */
    private static Visits visit() {
        Visits visit = Visits.employee().cum("OWN", 60_000);
        return visit.line(visit.line("101", "01", "2", "1000.00", null, null, false, false, false));
    }

    private static Quote quote(Visits visit) {
        return assertInstanceOf(Quote.class, BenefitCalculator.calculate(visit.request(), HARBOUR));
    }

    @Test
    void bandsPayOfWhatNoFundPaidAboveTheFee() {
        BenefitBreakdown b = quote(visit()).breakdown();
        // (1 900.00 - 350.00) x (70 % - 12.5 %) x 90 %
        assertEquals(Amount.parse("802.13"), b.hifpPay());
        // 1 097.87 - 16.67: 200.00 x 10 % + 881.20 x 33.3 %
        assertEquals(Amount.parse("313.44"), b.cvlservPay());
        assertEquals(Amount.parse("366.67"), b.actPayDedc());
        // 10.00 + 1 184.43 x 33.3 %, less 143.20 for the first 600.00
        assertEquals(Amount.parse("261.22"), b.othPay());
    }

    @Test
    void tighterOfTwoCapsHoldsAndBothAreDrawnOn() {
        Quote quote = quote(visit().cum("POOL", 1_995_000).cum("ALL", 4_990_000));
        BenefitBreakdown b = quote.breakdown();
        assertEquals(Amount.parse("50.00"), b.hifpPay());
        // 1 550.00 - 50.00 / 51.75 %, of which 85 %
        assertEquals(Amount.parse("1235.37"), b.hifesPay());
        assertEquals(Amount.ZERO, b.cvlservPay());
        assertEquals(Amount.ZERO, b.othPay());
        assertEquals(2_000_000, quote.cumAfter().value("POOL"));
        assertEquals(4_990_000 + 5_000 + 123_537, quote.cumAfter().value("ALL"));
        assertEquals(60_000 + 61_463, quote.cumAfter().value("OWN"));
        assertEquals(1, quote.cumAfter().value("VISITS"));
    }

    @Test
    void capOverAllFundsHoldsWhereItIsTheTighterOne() {
        BenefitBreakdown b = quote(visit().cum("ALL", 4_990_000)).breakdown();
        assertEquals(Amount.parse("100.00"), b.hifpPay());
        assertEquals(Amount.parse("1153.25"), b.hifesPay());
    }

    @Test
    void diseaseOfTheListHasALayerOfItsOwn() {
        // 784.43 that neither share has paid, less the fee of 33.33, of which 85 %
        assertEquals(
                Amount.parse("313.44").plus(Amount.parse("638.44")),
                quote(visit().disease("M01")).breakdown().cvlservPay());
        assertEquals(
                Amount.parse("313.44"),
                quote(visit().disease("M03")).breakdown().cvlservPay());
    }

    @Test
    void procuredGoodsAreNotPaidFirst() {
        Visits visit = Visits.employee();
        visit.line(visit.line("101", "01", "2", "1000.00", null, null, true, false, false));
        assertEquals(Amount.ZERO, quote(visit).breakdown().preselfpayAmt());
        assertEquals(Amount.parse("100.00"), quote(visit()).breakdown().preselfpayAmt());
    }

    @Test
    void accumulatorOnlyAskedForIsNamedAfterwards() {
        String uncounted = new String(BuiltIn.bytes("/certificate/harbour.yaml"), UTF_8)
                .replace("banded, thin, extra, visit]", "banded, thin, extra]");
        PolicyBook book =
                PolicyBook.of(List.of(PolicyYaml.read("harbour.yaml", uncounted.getBytes(UTF_8), BuiltIn.DIGEST)));
        YearToDate after = assertInstanceOf(
                        Quote.class,
                        BenefitCalculator.calculate(visit().cum("VISITS", 3).request(), book))
                .cumAfter();
        assertEquals(
                List.of("ALL", "DEDC", "OWN", "POOL", "VISITS"),
                List.copyOf(after.values().keySet()));
        assertEquals(3, after.value("VISITS"));
    }
}
