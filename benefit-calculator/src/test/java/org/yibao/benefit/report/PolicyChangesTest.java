package org.yibao.benefit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.PolicyBook;

final class PolicyChangesTest {
    private static String changes(PolicyBook before, PolicyBook after) {
        return Corner.printed(PolicyChanges.between(before, after));
    }

    private static String changes(String... replaced) {
        return changes(Corner.book(), Corner.book(replaced)).replaceAll("\\n +", "");
    }

    @Test
    void aBookDoesNotDifferFromItself() {
        for (List<String> ids : List.of(List.of("jinan-in-force"), BuiltIn.ALL)) {
            String same = changes(BuiltIn.book(ids), BuiltIn.book(ids));
            assertTrue(same.endsWith("没有变化。\n"), same);
            assertFalse(same.contains("\n- "), same);
        }
    }

    @Test
    void changesOfEveryKindReadAsPrinted() {
        PolicyBook next = Corner.book(
                "version: \"3\"", "version: \"4\"",
                "value: 60%", "value: 62.5%",
                "value: none, source: 街六", "value: 500.00, source: 镇发〔2025〕1号",
                "layers: [pool, visit]", "layers: [visit, pool]",
                "when: {list_type: [\"101\", \"102\", \"103\", \"104\", \"105\"]}", "when: {list_type: [\"101\"]}",
                "source: 街五", "source: 街五（重印）",
                "title: 门诊\n", "title: 普通门诊\n");
        assertEquals(Corner.golden("corner-changes.txt"), changes(Corner.book(), next));
    }

    @Test
    void rowsThatAreOnlyCutOtherwiseAreNoChange() {
        String cut = changes("""
                      - when: {tier: ["2", "1"], worker: [RETIRED, IN_SERVICE]}
                        values:
                          - {from: 2024-01-01, until: none, value: 70%, source: 街五}
                """, """
                      - when: {tier: ["2"], worker: [RETIRED, IN_SERVICE]}
                        values:
                          - {from: 2024-01-01, until: 2024-06-30, value: 70%, source: 街五}
                          - {from: 2024-07-01, until: none, value: 70%, source: 街五}
                      - when: {tier: ["1"], worker: [IN_SERVICE, RETIRED]}
                        values:
                          - {from: 2024-01-01, until: none, value: 70.0%, source: 街五}
                """, "{from: 0, to: 4}", "{from: 0, to: 4.0}");
        assertTrue(cut.contains("待遇没有变化，只改文字。"), cut);
        assertFalse(cut.contains("支付比例"), cut);
        assertTrue(cut.contains("文件内容与原文件不同，版本号没有改"), cut);
    }

    @Test
    void rangesAreComparedNumberByNumber() {
        String moved = changes("to: 4}", "to: 6}", "{from: 5}", "{from: 7}");
        assertTrue(moved.contains("就诊次数5至6：2024-01-01起由50.00元〔街三（corner 第3版）〕改为100.00元〔街三（corner 第3版）〕"), moved);
        assertFalse(moved.contains("就诊次数0至4"), moved);
        assertFalse(moved.contains("就诊次数7及以上"), moved);
    }

    @Test
    void aMeasureMovedToAnotherAccumulatorIsStructure() {
        String moved = changes(
                "cap: {limit: top, accumulator: PAY}",
                "cap: {limit: top, accumulator: DEDC}",
                "    PAY: {unit: yuan, title: 统筹已支付}\n",
                "");
        assertTrue(moved.contains("年度限额：由〔“年度限额”，按“统筹已支付”计〕改为〔“年度限额”，按“已付起付”计〕"), moved);
        assertTrue(moved.contains("取消累计项PAY"), moved);
    }

    @Test
    void aBundleThatCameIntoForceIsAChangeOfEveryValue() {
        String status = changes("status: IN_FORCE", "status: DEMO");
        assertTrue(status.contains("状态：由〔现行〕改为〔演示值，非政策〕"), status);
        assertTrue(status.contains("改为10%（演示）"), status);
    }

    @Test
    void combinationsAreComparedAsTheyCalculate() {
        String added = changes(BuiltIn.book(List.of("jinan-in-force")), BuiltIn.book(BuiltIn.ALL));
        String flat = added.replaceAll("\\n +", "");
        assertTrue(flat.contains("增加政策包demo-supplement"), flat);
        assertTrue(flat.contains("一级，建国前老工人、退休：2024-01-01起由未给出改为95%（演示）"), flat);
        assertFalse(flat.contains("emp-opt-ratio"), flat);
        assertEquals(added, changes(BuiltIn.book(List.of("jinan-in-force")), BuiltIn.book(BuiltIn.ALL)));
    }

    @Test
    void titlesThatActOnATerminalAreDisarmed() {
        String hostile = changes("title: 门诊\n", "title: \"\\e[31m\\u202e<b>\"\n");
        assertFalse(hostile.contains("\u001b") || hostile.contains("\u202e"), hostile);
        assertTrue(hostile.contains("\uFFFD[31m\uFFFD<b>"), hostile);
    }
}
