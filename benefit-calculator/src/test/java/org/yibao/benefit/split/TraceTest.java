package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.TraceStep.UsedParameter;
import org.yibao.benefit.Visits;

/** Why it is this much, on paper. */
final class TraceTest {
    private static TraceStep step(Quote quote, String layer) {
        return quote.trace().stream()
                .filter(s -> s.layer().equals(layer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void poolStepNamesEachFigureItsDayAndItsLaw() {
        Quote quote = Splits.quote(Visits.employee().tier("2").drug("1234.56"));
        TraceStep pool = step(quote, "emp-opt-pool");
        assertEquals(Amount.parse("444.19"), pool.amount());
        assertEquals("四舍五入到分", pool.rounding());
        assertEquals("444.192", pool.inputs().get("exact"));
        List<String> names = pool.parameters().stream().map(UsedParameter::name).toList();
        assertEquals(
                List.of(
                        "职工普通门诊起付标准 emp-opt-deductible",
                        "职工普通门诊统筹支付比例 emp-opt-ratio",
                        "职工普通门诊异地支付比例增减 emp-opt-points",
                        "职工普通门诊年度支付限额 emp-opt-cap"),
                names);
        UsedParameter ratio = pool.parameters().get(1);
        assertEquals(
                new UsedParameter(
                        "职工普通门诊统筹支付比例 emp-opt-ratio", "70%", "2023-01-01", "济政办发〔2022〕12号 一(二)", "jinan-in-force"),
                ratio);
        assertEquals("职工普通门诊统筹：政策范围内1234.56元，减起付标准600.00元，余634.56元按70%支付，支付444.19元", pool.text());
    }

    @Test
    void layersSayWhichAccumulatorsTheyStartedFrom() {
        Quote quote = Splits.quote(
                Visits.employee().cum("OPT_DEDC", 95_000).cum("OPT_PAY", 10_000).drug("100.00"));
        TraceStep pool = step(quote, "emp-opt-pool");
        assertEquals("950.00", pool.inputs().get("OPT_DEDC"));
        assertEquals("100.00", pool.inputs().get("OPT_PAY"));
        assertEquals("50.00", pool.inputs().get("act_pay_dedc"));
        Quote stay = Splits.quote(Visits.employee()
                .medType("21")
                .marks("DIBAO")
                .cum("POOL_PAY", 20_000_000)
                .cum("OVERCAP_PAY", 100)
                .cum("AID_PAY", 200)
                .drug("9000.00"));
        assertEquals("200000.00", step(stay, "emp-ipt-pool").inputs().get("POOL_PAY"));
        assertEquals("1.00", step(stay, "emp-overcap").inputs().get("OVERCAP_PAY"));
        assertEquals("2.00", step(stay, "aid").inputs().get("AID_PAY"));
    }

    @Test
    void lineSaysItsCeilingAndWhatTheStayOutOfAreaAdds() {
        Visits visit = Visits.employee().medType("14").place(Place.PROVINCE, false);
        visit.line(visit.line("101", "02", "2", "1000.00", "0.05", "900.00", false, false, false));
        TraceStep line = step(Splits.quote(visit), "line");
        assertEquals("2", line.inputs().get("cnt"));
        assertEquals("1000.00", line.inputs().get("pric"));
        assertEquals("900.00", line.inputs().get("pric_uplmt_amt"));
        assertEquals("200.00", line.inputs().get("overlmt_amt"));
        assertEquals("261.00", line.inputs().get("preselfpay_amt"));
        assertEquals("171.00", line.inputs().get("out-of-area-selfpay"));
        assertEquals(
                "明细1：金额2000.00元，全自费0.00元，超限价200.00元，先行自付比例5%、先行自付261.00元（其中临时异地就医171.00元），政策范围内1539.00元", line.text());
        TraceStep local = step(Splits.quote(Visits.employee().drug("1.00")), "line");
        assertFalse(local.inputs().containsKey("pric_uplmt_amt"));
        assertTrue(local.text().contains("先行自付0.00元，政策范围内1.00元"), local.text());
    }

    @Test
    void stepsStandInTheOrderOfTheCalculation() {
        Quote quote = Splits.quote(
                Visits.employee().medType("21").marks("DIBAO").drug("50000.00").drug("1.00"));
        assertEquals(
                List.of("line", "line", "emp-ipt-pool", "emp-overcap", "emp-secondary", "aid", "admission", "account"),
                quote.trace().stream().map(TraceStep::layer).toList());
    }

    @Test
    void reachedCapIsExplainedInTheFundsOwnWords() {
        Quote quote = Splits.quote(Visits.employee()
                .cum("OPT_DEDC", 100_000)
                .cum("OPT_PAY", 599_000)
                .drug("100.00"));
        FundShare pool = quote.funds().get(0);
        assertTrue(pool.process().endsWith("应付50.00元，年度限额6000.00元、已付5990.00元，实付10.00元"), pool.process());
    }

    @Test
    void overcapAndSecondaryAreOneRow() {
        Quote quote = Splits.quote(
                Visits.employee().medType("21").cum("POOL_PAY", 20_000_000).drug("100000.00"));
        assertEquals(
                List.of("330100"), quote.funds().stream().map(FundShare::type).toList());
        assertEquals(quote.breakdown().hifobPay(), quote.funds().get(0).amount());
        assertTrue(quote.funds().get(0).process().contains("；"));
    }

    @Test
    void demoAndDraftAreAnnouncedOnlyWhereTheyWereRead() {
        assertEquals(List.of("DEMO_PARAMETER"), codes(Visits.employee().drug("10.00")));
        assertEquals(
                List.of("DEMO_PARAMETER", "DRAFT_PARAMETER"),
                codes(Visits.employee().medType("21").drug("10.00")));
        assertEquals(
                List.of("DRAFT_PARAMETER"),
                codes(Visits.employee().medType("52").child(1, "SELF").drug("1.00")));
        assertEquals(List.of(), codes(Visits.employee().medType("41").drug("10.00")));
    }

    @Test
    void civilServantIsToldThatHisSubsidyHasNoTerms() {
        Visits visit = Visits.employee().medType("41").civilServant().drug("10.00");
        assertEquals(List.of("CVLSERV_NO_TERMS"), codes(visit));
        assertEquals(Amount.ZERO, Splits.quote(visit).breakdown().cvlservPay());
    }

    private static List<String> codes(Visits visit) {
        return Splits.quote(visit).notices().stream().map(Quote.Notice::code).toList();
    }

    @Test
    void accumulatorsOfTheAppliedLayersAreAnsweredAlsoWhenUnchanged() {
        Quote outpatient = Splits.quote(Visits.employee().cum("POOL_PAY", 5).drug("0.00"));
        assertEquals(
                List.of("BURDEN", "OPT_DEDC", "OPT_PAY"),
                List.copyOf(outpatient.cumAfter().values().keySet()));
        Quote delivery =
                Splits.quote(Visits.employee().medType("52").child(2, "SELF").drug("1.00"));
        assertTrue(delivery.cumAfter().values().isEmpty());
        Quote aided =
                Splits.quote(Visits.resident().medType("14").marks("FANPIN").drug("1.00"));
        assertTrue(aided.cumAfter().values().containsKey("AID_BASE"));
        Quote unaided = Splits.quote(
                Visits.resident().medType("14").marks("POOR_REGISTERED").drug("1.00"));
        assertFalse(unaided.cumAfter().values().containsKey("AID_BASE"));
    }

    @Test
    void ownAccountPaysFirstThenTheFamilyInOrder() {
        Visits visit = Visits.employee()
                .medType("41")
                .account(
                        true,
                        "30.00",
                        new FamilyAccount("CHILD", Amount.parse("20.00")),
                        new FamilyAccount("SPOUSE", Amount.parse("100.00")))
                .drug("60.00");
        var b = Splits.quote(visit).breakdown();
        assertEquals(Amount.parse("30.00"), b.acctPay());
        assertEquals(Amount.parse("30.00"), b.acctMulaidPay());
        assertEquals(Amount.ZERO, b.balc());
    }

    @Test
    void unusedAccountKeepsItsBalanceAndTheFamilyStillPays() {
        Visits visit = Visits.employee()
                .medType("41")
                .account(false, "30.00", new FamilyAccount("CHILD", Amount.parse("20.00")))
                .drug("60.00");
        var b = Splits.quote(visit).breakdown();
        assertEquals(Amount.ZERO, b.acctPay());
        assertEquals(Amount.parse("20.00"), b.acctMulaidPay());
        assertEquals(Amount.parse("30.00"), b.balc());
    }

    @Test
    void residentHasNoOwnAccount() {
        Visits visit = Visits.resident()
                .medType("41")
                .account(true, "30.00", new FamilyAccount("PARENT", Amount.parse("20.00")))
                .drug("60.00");
        var b = Splits.quote(visit).breakdown();
        assertEquals(Amount.ZERO, b.acctPay());
        assertEquals(Amount.parse("20.00"), b.acctMulaidPay());
        assertEquals(Amount.ZERO, b.balc());
    }

    @Test
    void accountsNeverPayForWellnessEvenWhenItExceedsThePersonsPart() {
        Visits visit = Visits.employee().account(true, "500.00").cum("OPT_DEDC", 100_000);
        visit.line(visit.line("101", "01", "1", "1000.00", null, null, false, false, true));
        var b = Splits.quote(visit).breakdown();
        assertEquals(Amount.parse("500.00"), b.psnPartAmt());
        assertEquals(Amount.ZERO, b.acctPay());
        assertEquals(Amount.parse("500.00"), b.psnCashPay());
    }
}
