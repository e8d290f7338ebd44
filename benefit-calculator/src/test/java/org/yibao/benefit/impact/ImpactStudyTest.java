package org.yibao.benefit.impact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.impact.Impact.Verdict;
import org.yibao.benefit.page.PlainText;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;

final class ImpactStudyTest {
    private static final String TOWN = new String(BuiltIn.bytes("/policy-test/corner.yaml"), UTF_8);

    private static PolicyBundle town(String... replaced) {
        String text = TOWN;
        for (int index = 0; index < replaced.length; index += 2) {
            assertTrue(text.contains(replaced[index]), replaced[index]);
            text = text.replace(replaced[index], replaced[index + 1]);
        }
        return PolicyYaml.read("corner.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST);
    }

    private static PolicyBook book(PolicyBundle bundle) {
        return ((PolicyLibrary.Combined) PolicyLibrary.of(List.of(bundle)).book(List.of(bundle.id()))).book();
    }

    private static byte[] visit(String day, String psnType, String medType, String yuan) {
        return """
                {"begntime":"%s 10:00:00","med_type":"%s","fixmedins":{"fixmedins_code":"H37010200001",
                "fixmedins_type":"1","tier":"3"},"patient":{"psn_no":"370100000000001","insutype":"310",
                "psn_type":"%s"},"cum":{"DEDC":100.00},"feedetail":[{"feedetl_sn":"1","med_list_codg":"X","list_type":
                "201","chrgitm_lv":"01","cnt":1,"pric":%s,"det_item_fee_sumamt":%s}]}""".formatted(day, medType, psnType, yuan, yuan)
                .replace("\n", "")
                .getBytes(UTF_8);
    }

    private static final List<byte[]> RECORDED = List.of(
            visit("2024-05-01", "12", "11", "100.00"),
            visit("2025-05-01", "12", "11", "100.00"),
            visit("2025-05-02", "11", "11", "100.00"),
            visit("2025-05-03", "12", "11", "300.00"),
            visit("2025-05-04", "12", "11", "200.00"),
            visit("2025-05-05", "12", "11", "10.00"),
            visit("2025-05-06", "12", "11", "0.01"),
            "no json".getBytes(UTF_8),
            visit("2025-05-07", "12", "21", "100.00"));

    private static Impact impact(PolicyBundle before, PolicyBundle after) {
        ImpactStudy study = new ImpactStudy(book(before), book(after), List.of(after));
        RECORDED.forEach(study::add);
        return study.result();
    }

    @Test
    void theSameTableChangesNothing() {
        Impact same = impact(town(), town());
        assertEquals(9, same.requests());
        assertEquals(0, same.changed());
        assertEquals(7, same.total().requests());
        assertEquals(0, same.total().difference().funds().signum());
        assertEquals(List.of(), same.largest());
        assertTrue(same.asExpected());
    }

    @Test
    void changesAreCountedSummedAndTheLargestNamedByTheirLine() {
        Impact impact = impact(town(), town("value: 60%", "value: 65%"));
        assertEquals(4, impact.changed());
        assertEquals(new BigDecimal("30.50"), impact.total().difference().funds());
        assertEquals(new BigDecimal("-30.50"), impact.total().difference().cash());
        assertEquals(4, requireNonNull(impact.schemes().get("care")).changed());
        assertEquals(
                List.of(4L, 5L, 2L),
                impact.largest().stream().map(Impact.Difference::line).toList());
        assertEquals(new BigDecimal("180.00"), impact.largest().get(0).before().funds());
        assertEquals(new BigDecimal("195.00"), impact.largest().get(0).after().funds());
    }

    @Test
    void refusalsThatComeAndGoAreToldByTheirCode() {
        PolicyBundle stays = town("med_type: [\"11\"]", "med_type: [\"21\"]");
        Impact impact = impact(town(), stays);
        assertEquals(Map.of("SCHEME_NOT_COVERED", 7L), impact.refused());
        assertEquals(Map.of("SCHEME_NOT_COVERED", 1L), impact.answered());
        assertEquals(Map.of(), impact.refusedOtherwise());
        assertEquals(8, impact.changed());
        assertEquals(0, impact.total().requests());
        PolicyBundle late = town(
                "{insutype: [\"310\"], med_type: [\"11\"]}",
                "{insutype: [\"310\"], med_type: [\"11\", \"21\"]}",
                "from: 2024-01-01, until: 2024-12-31, value: 300.00",
                "from: 2024-01-01, until: 2024-12-31, value: 300.01",
                "from: 2025-01-01, until: none, value: none",
                "from: 2025-01-01, until: 2025-04-30, value: none");
        assertEquals(
                Map.of("SCHEME_NOT_COVERED → POLICY_NOT_IN_FORCE", 1L),
                impact(town(), late).refusedOtherwise());
        assertEquals(Map.of("POLICY_NOT_IN_FORCE", 6L), impact(town(), late).refused());
    }

    @Test
    void thePublishersWordIsHeldAgainstTheResults() {
        PolicyBundle next = town("value: 60%", "value: 65%", "structure:\n", """
                expectations:
                  - {title: 2025年以前不变, before: 2025-01-01, changes: {max: 0}}
                  - {title: 至多三份, from: 2025-01-01, changes: {max: 3}}
                  - {title: 恰好四份, scheme: care, changes: {max: 4}}
                  - {title: 多付三十元左右, fund_change: {min: 30.50, max: 30.50}}
                  - {title: 多付少于三十元, fund_change: {min: 0.00, max: 30.49}}

                structure:
                """);
        Impact impact = impact(town(), next);
        assertFalse(impact.asExpected());
        assertEquals(
                List.of(true, false, true, true, false),
                impact.expectations().stream().map(Verdict::holds).toList());
        assertEquals(
                List.of(1L, 7L, 7L, 9L, 9L),
                impact.expectations().stream().map(Verdict::requests).toList());
        String page = String.join("\n", PlainText.lines(ImpactPage.of(impact, List.of("签名未核对"))));
        assertTrue(page.contains("不成立：至多三份（corner：至多3份变化）；涉及7份请求，4份有变化"), page);
        assertTrue(page.contains("成立：2025年以前不变（corner：至多0份变化）；涉及1份请求，0份有变化"), page);
        assertTrue(page.contains("共9份请求，4份的结果有变化。"), page);
        assertFalse(page.contains("370100000000001"), page);
    }

    @Test
    void aRefusalCountsAsNothingPaidInWhatIsExpected() {
        PolicyBundle stays = town("med_type: [\"11\"]", "med_type: [\"21\"]", "structure:\n", """
                expectations:
                  - {title: 基金不变, fund_change: {min: 0.00, max: 0.00}}

                structure:
                """);
        Verdict verdict = impact(town(), stays).expectations().get(0);
        assertFalse(verdict.holds());
        // 471.01 no longer paid, and 60.00 for the stay that was refused before.
        assertEquals(new BigDecimal("-411.01"), verdict.fundChange());
    }
}
