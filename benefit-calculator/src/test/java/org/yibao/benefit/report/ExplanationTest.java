package org.yibao.benefit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.Visits;
import org.yibao.benefit.page.HtmlText;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.RandomVisits;

final class ExplanationTest {
    private static final PolicyBook ALL = BuiltIn.book(BuiltIn.ALL);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    private static String explained(QuoteRequest request, PolicyBook book) {
        return Corner.printed(Explanation.of(request, book, BenefitCalculator.derive(request, book), List.of()));
    }

    @Test
    void aVisitReadsAsPrinted() {
        Visits visit = Visits.employee().psnType("12").cum("DEDC", 4_000).account(true, "12.34");
        visit.line(visit.line("101", "02", "3", "33.333", null, "30.00", false, false, false))
                .line(visit.line("201", "01", "100.00", null));
        assertEquals(Corner.golden("corner-visit.txt"), explained(visit.request(), Corner.book()));
    }

    @Test
    void everyFigureOfTheTraceAppears() {
        RandomVisits visits = new RandomVisits(20_261_122);
        int explained = 0;
        for (int count = 0; count < 300; count++) {
            QuoteRequest request = visits.next();
            if (BenefitCalculator.derive(request, ALL) instanceof Derivation derivation) {
                String page = explained(request, ALL).replaceAll("\\s", "");
                derivation.explained().trace().forEach(step -> assertAppears(step, page));
                explained++;
            }
        }
        assertTrue(explained > 200, "explained " + explained);
    }

    private static void assertAppears(TraceStep step, String page) {
        step.inputs().forEach((name, value) -> {
            Matcher numbers = NUMBER.matcher(value);
            while (numbers.find()) {
                assertTrue(page.contains(numbers.group()), step.layer() + " " + name + " " + value);
            }
        });
        assertTrue(page.contains(step.amount().toString()), step.text());
        for (TraceStep.UsedParameter used : step.parameters()) {
            assertTrue(page.contains(used.source().replaceAll("\\s", "")), used.source());
            assertTrue(page.contains(used.from()), used.from());
        }
    }

    @Test
    void theWayToARatioAndBeyondACapIsShown() {
        String away = explained(
                Visits.employee()
                        .place(Place.OUTSIDE, false)
                        .cum("OPT_DEDC", 100_000)
                        .cum("OPT_PAY", 599_000)
                        .drug("100.00")
                        .request(),
                ALL);
        assertTrue(away.contains("支付比例：50%减10个百分点 = 40%"), away);
        assertTrue(away.contains("计算：100.00 × 40% = 40.000，四舍五入到分40.00元"), away);
        assertTrue(away.contains("年度限额6000.00元，已付5990.00元：应付40.00元，可付10.00元"), away);
        assertTrue(away.contains("累计“职工门诊统筹已支付”：5990.00 + 10.00 = 6000.00元"), away);
    }

    @Test
    void nobodyCanTellWhoItWas() {
        QuoteRequest request = Visits.employee().marks("DIBAO").drug("10.00").request();
        String page = explained(request, ALL)
                + HtmlText.of(Explanation.of(request, ALL, BenefitCalculator.derive(request, ALL), List.of()));
        assertFalse(page.contains(request.patient().psnNo()), page);
        assertTrue(page.contains("人员类别：在职、低保"), page);
    }

    @Test
    void aRefusalIsExplainedByItsCodeAndParameter() {
        String page = explained(
                Visits.employee().medType("21").drug("10.00").request(), BuiltIn.book(List.of("jinan-in-force")));
        assertTrue(page.contains("不能计算（POLICY_PARAMETER_MISSING）：现用政策中没有“职工住院起付标准”"), page);
    }

    @Test
    void aStoredAnswerIsExplainedByTheStepsWrittenThen() {
        QuoteRequest request = Visits.employee().tier("2").drug("1234.56").request();
        Quote quote = ((Derivation) BenefitCalculator.derive(request, ALL)).explained();
        String page = Corner.printed(Explanation.stored(request, quote, List.of("政策包不在本机。")));
        assertTrue(page.contains("政策包不在本机。"), page);
        assertTrue(page.replaceAll("\\n +", "").contains("余634.56元按70%支付，支付444.19元"), page);
        assertTrue(page.contains("核对：总额1234.56 = 基金444.19 + 个人790.37"), page);
    }
}
