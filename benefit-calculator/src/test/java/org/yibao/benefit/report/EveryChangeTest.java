package org.yibao.benefit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyLibrary;

/** Whatever is changed in a table is told: each kind of change once, and each word of invented tables. */
final class EveryChangeTest {
    private static final String CITY = text("/policy/jinan-in-force.yaml");
    private static final Pattern ID = Pattern.compile("  id: (\\S+)");

    private static final PolicyBook IN_FORCE = book(CITY);

    private static String text(String resource) {
        return new String(BuiltIn.bytes(resource), UTF_8);
    }

    private static PolicyBook book(String text) {
        Matcher id = ID.matcher(text);
        assertTrue(id.find(), text);
        PolicyLibrary library =
                PolicyLibrary.of(List.of(PolicyYaml.read("changed.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST)));
        return ((PolicyLibrary.Combined) library.book(List.of(id.group(1)))).book();
    }

    /** A line a block of the page. */
    private static String changes(PolicyBook before, String after) {
        return PolicyChanges.between(before, book(after)).blocks().stream()
                .map(block -> block instanceof Page.Item item ? item.text() : block.toString())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Arguments> kinds() {
        return Stream.of(
                kind("由4500.00元〔", "value: 4500.00", "value: 4600.00"),
                kind(
                        "2028-01-01至2028-12-31由未给出改为6000.00元",
                        "until: 2027-12-31, value: 6000.00, source: 济政办发〔2022〕12号 一(三)",
                        "until: 2028-12-31, value: 6000.00, source: 济政办发〔2022〕12号 一(三)"),
                kind(
                        "一级，退休：2022-01-01至2022-12-31由60%",
                        "when: {tier: [\"2\", \"1\"], worker: [RETIRED]}", "when: {tier: [\"2\"], worker: [RETIRED]}"),
                kind("的依据由“济政办发〔2022〕12号 二(七)", "source: 济政办发〔2022〕12号 二(七)", "source: 济政办发〔2023〕1号"),
                kind(
                        "2023-06-01起可知",
                        "value: 8000.00, source: 济政办发〔2022〕12号 二(七)",
                        "value: 8000.00, source: 济政办发〔2022〕12号 二(七), known_since: 2023-06-01"),
                kind("超出法定界限：另有批复", "value: 8000.00,", "value: 30000.00, beyond_bound: 另有批复,"),
                kind("至250000.00元 65%", "{to: 200000.00, ratio: 65%}", "{to: 250000.00, ratio: 65%}"),
                kind("年龄65至69", "age: {from: 0, to: 69}", "age: {from: 0, to: 64}"),
                kind("名称：由〔职工普通门诊年度支付限额〕", "title: 职工普通门诊年度支付限额", "title: 门诊限额"),
                kind("法定界限：由〔不高于1498.12元〕", "bound: {max: 1498.12", "bound: {max: 1500.00"),
                kind("法定界限的依据：由", "附件 普通门诊待遇（2020年", "附件 门诊（2020年"),
                kind("机构级别为二级", "bound: {when: {tier: [\"1\"]}, min: 85%", "bound: {when: {tier: [\"2\"]}, min: 85%"),
                kind("未给出的情形：由", "reason: 省外未备案的", "reason: 省外"),
                kind("基金610100，计入：由〔医疗救助基金支出〕", "total: maf", "total: oth"),
                kind("基金510100，名称", "title: 生育保险,", "title: 生育,"),
                kind(
                        "基金，次序：由",
                        "    - {type: \"390200\", title: 城乡居民大病保险, total: hifmi}\n    - {type: \"330100\", title: 职工大额医疗费用补助, total: hifob}\n",
                        "    - {type: \"330100\", title: 职工大额医疗费用补助, total: hifob}\n    - {type: \"390200\", title: 城乡居民大病保险, total: hifmi}\n"),
                kind("累计项IPT_COUNT，名称", "title: 年度住院次数", "title: 住院次"),
                kind("机构级别，对照：由〔未定级按一级〕", "tiers: {\"0\": \"1\"}", "tiers: {\"0\": \"2\"}"),
                kind(
                        "分类stay的OUTSIDE_UNREGISTERED，适用",
                        "place: [OUTSIDE], place_registered: [\"0\"]}}",
                        "place: [OUTSIDE]}}"),
                kind("分类stay的OUTSIDE_UNREGISTERED，名称", "title: 省外临时就医", "title: 省外"),
                kind(
                        "分类worker，可以不属于任何一类：由〔是〕",
                        "      - {otherwise: none}\n    stay:",
                        "      - {name: REST, title: 其余}\n    stay:"),
                kind(
                        "分类worker，次序：由",
                        "      - {name: RETIRED, title: 退休, when: {psn_type: [\"12\"]}}\n      - {name: IN_SERVICE, title: 在职, when: {psn_type: [\"11\"]}}\n",
                        "      - {name: IN_SERVICE, title: 在职, when: {psn_type: [\"11\"]}}\n      - {name: RETIRED, title: 退休, when: {psn_type: [\"12\"]}}\n"),
                kind("超过1000〕改为", "unit_price: {above: 1000.00}", "unit_price: {above: 2000.00}"),
                kind("（class-b-other），依据：由", "source: 以目录为准", "source: 目录"),
                kind("（class-b-drug），名称：由", "title: 乙类药品\n", "title: 乙类药\n"),
                kind("取消先行自付规则“甲类”（class-a）", "    - id: class-a\n", "    - id: class-first\n"),
                kind(
                        "计入累计：由",
                        "first_selfpay_of: {chrgitm_lv: [\"02\"]}\n      threshold: emp-sec",
                        "first_selfpay_of: {chrgitm_lv: [\"01\"]}\n      threshold: emp-sec"),
                kind(
                        "适用：由〔属于",
                        "when: {aid_group: [TEKUN_DIBAO, FANPIN, LOWINCOME, ILLNESS_POOR]}",
                        "when: {aid_group: [TEKUN_DIBAO, FANPIN, LOWINCOME]}"),
                kind("名称：由〔医疗救助〕", "title: 医疗救助\n", "title: 救助\n"),
                kind(
                        "支付基金：由〔职工大额医疗费用补助〕",
                        "title: 大额补助二次支付\n      fund: \"330100\"",
                        "title: 大额补助二次支付\n      fund: \"310100\""),
                kind(
                        "适用：由〔险种为职工医保，医疗类别为住院、日间手术〕",
                        "med_type: [\"21\", \"28\"]}\n      out",
                        "med_type: [\"21\"]}\n      out"),
                kind("机构级别：由〔按处方开具机构〕", "      tier: prescriber\n", ""),
                kind(
                        "异地先行自付：由",
                        "out_of_area: {when: {place: [PROVINCE, OUTSIDE]",
                        "out_of_area: {when: {place: [OUTSIDE]"),
                kind(
                        "结算层：由〔职工普通门诊统筹、大额补助二次支付〕",
                        "layers: [emp-opt-pool, emp-secondary]",
                        "layers: [emp-secondary, emp-opt-pool]"),
                kind("结算层：由", "layers: [res-chr-pool, res-serious, aid]", "layers: [res-chr-pool, res-serious]"),
                kind("名称：由〔职工普通门诊〕", "title: 职工普通门诊\n", "title: 门诊\n"),
                kind(
                        "本人账户可用：由〔险种为职工医保〕",
                        "    own_when: {insutype: [\"310\"]}\n",
                        "    own_when: {insutype: [\"390\"]}\n"),
                kind("本人账户可用：由〔险种为职工医保〕", "    own_when: {insutype: [\"310\"]}\n", "    own_when: none\n"),
                kind("家庭共济：由", "family: [SPOUSE, PARENT, CHILD]", "family: [SPOUSE]"),
                kind("个人账户，依据：由", "CHILD]\n    source: 济政办发", "CHILD]\n    source: 济政"),
                kind("取消提示NEWBORN_NO_WAITING", "    - code: NEWBORN_NO_WAITING\n", "    - code: NEWBORN\n"),
                kind(
                        "提示RESIDENT_PAYMENT_WINDOW，适用：由",
                        "month: {from: 9, to: 12}}\n      text",
                        "month: {from: 10, to: 12}}\n      text"),
                kind("提示CVLSERV_NO_TERMS，内容：由", "本次按0元计算", "按0元计算"),
                kind("年龄计算日：由〔当月第一天〕", "day: month_start", "day: month_end"),
                kind("年龄计算日的依据：由", "source: 文件未写月中年满", "source: 未写月中年满"),
                kind(
                        "按退休划入：由",
                        "{month: next_month, source: 济政办发〔2022〕12号 四(十四)}",
                        "{month: same_month, source: 济政办发〔2022〕12号 四(十四)}"),
                kind(
                        "按退休划入的依据：由",
                        "{month: next_month, source: 济政办发〔2022〕12号 四(十四)}",
                        "{month: next_month, source: 济政}"),
                kind(
                        "（own），期间：由",
                        "psn_type: [\"11\"]}\n      from: 2023-01-01\n      until: 2027-12-31",
                        "psn_type: [\"11\"]}\n      from: 2023-01-01\n      until: 2028-12-31"),
                kind("（resident-window），待遇：由", "begins: next_year", "begins: next_month"),
                kind("（PUBLIC_HEALTH），可以用于：由〔不得使用〕", "      for: none\n", "      for: [SELF]\n"),
                kind("状态：由〔现行〕", "status: IN_FORCE", "status: DEMO"),
                kind("版本：由〔1〕", "version: \"1\"", "version: \"2\""),
                kind("名称：由〔济南市现行待遇〕", "title: 济南市现行待遇", "title: 济南"),
                kind("发布者：由", "publisher: yibao-terminal", "publisher: somebody"),
                kind("统筹区：由", "region: \"370100\"", "region: \"370000\""),
                kind("施行日：由", "effective: 2019-01-01", "effective: 2018-01-01"),
                kind("可知日：由", "known_since: 2022-12-30", "known_since: 2022-12-31"),
                kind(
                        "增加政策包jinan-in-force的预期“不变”：内容：至2022-12-31，至多0份变化",
                        "scenarios:\n",
                        "expectations:\n  - {title: 不变, before: 2023-01-01, changes: {max: 0}}\nscenarios:\n"),
                kind("政策包jinan-in-force增加算例：改名", "name: 2023年在职二级70%", "name: 改名"),
                kind("政策包jinan-in-force取消算例：2023年在职二级70%", "name: 2023年在职二级70%", "name: 改名"),
                kind(
                        "政策包jinan-in-force改动算例：只用现行政策：没有门诊起付标准，拒绝",
                        "refused: POLICY_PARAMETER_MISSING",
                        "refused: POLICY_NOT_IN_FORCE"),
                kind(
                        "增加参数“新设”",
                        "selfpay: none\n      source: 医保",
                        "selfpay: line-new\n      source: 医保",
                        "  credit-own-ratio:\n",
                        "  line-new: {title: 新设, unit: ratio}\n  credit-own-ratio:\n"),
                kind(
                        "（class-a），先行自付比例：由〔不先行自付〕",
                        "selfpay: none\n      source: 医保",
                        "selfpay: line-equipment\n      source: 医保"),
                kind(
                        "起付标准：由〔一个年度内累计",
                        "amount: emp-opt-deductible, accumulator: OPT_DEDC",
                        "amount: emp-opt-deductible, accumulator: OPT_PAY",
                        "limit: emp-opt-cap, accumulator: OPT_PAY",
                        "limit: emp-opt-cap, accumulator: OPT_DEDC"),
                kind(
                        "起付标准：由〔每次“居民住院起付标准”〕",
                        "amount: res-ipt-deductible}",
                        "amount: res-ipt-deductible, factor: emp-ipt-deductible-factor}"),
                kind(
                        "支付比例：由〔“居民普通门诊支付比例”〕",
                        "ratio: {base: res-opt-ratio}",
                        "ratio: {base: res-opt-ratio, points: emp-opt-points}"),
                kind("年度限额：由〔“职工住院统筹年度支付限额”", "limit: emp-pool-cap", "limit: res-pool-cap"),
                kind(
                        "起付线：由〔“职工大额补助二次支付起付标准”〕",
                        "threshold: emp-sec-threshold",
                        "threshold: aid-threshold",
                        "threshold: aid-threshold\n      ratio: aid",
                        "threshold: emp-sec-threshold\n      ratio: aid"),
                kind(
                        "支付比例：由〔分段，“居民大病保险分段支付比例”〕",
                        "      bands: res-si-bands\n",
                        "      ratio: aid-ratio\n",
                        "threshold: aid-threshold\n      ratio: aid-ratio",
                        "threshold: aid-threshold\n      bands: res-si-bands"),
                kind(
                        "（own），按：由",
                        "      ratio: credit-own-ratio\n",
                        "      ratio: credit-own-ratio\n      factor: credit-unit-factor\n"),
                kind(
                        "（retired），按：由",
                        "kind: fixed\n      amount: credit-retired-standard",
                        "kind: share\n      base: credit-retired-standard\n      ratio: credit-own-ratio"),
                kind(
                        "（late），待遇：由",
                        "waiting: resident-waiting-months",
                        "waiting: contribution-years",
                        "years: contribution-years",
                        "years: resident-waiting-months"),
                kind(
                        "（employee），年限：由",
                        "waiting: resident-waiting-months",
                        "waiting: contribution-years",
                        "years: contribution-years",
                        "years: resident-waiting-months"));
    }

    /** @param edits pairs: what stands in the file, what takes the place of the first of it */
    private static Arguments kind(String told, String... edits) {
        return Arguments.of(told, List.of(edits));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aChangeOfEachKindIsTold(String told, List<String> edits) {
        String after = CITY;
        for (int index = 0; index < edits.size(); index += 2) {
            assertTrue(after.contains(edits.get(index)), edits.get(index));
            after = after.replaceFirst(Pattern.quote(edits.get(index)), Matcher.quoteReplacement(edits.get(index + 1)));
        }
        String report = changes(IN_FORCE, after);
        assertTrue(report.contains(told), report);
        assertFalse(report.contains("没有变化。"), report);
    }

    @Test
    void whereTheFirstThatHoldsDecidesTheOrderIsTold() {
        String newborn = part("    - id: newborn\n", "    - id: late\n");
        String late = part("    - id: late\n", "  contributions:\n");
        String report = changes(IN_FORCE, CITY.replace(newborn + late, late + newborn));
        assertTrue(report.contains("待遇开始，次序：由"), report);
        String procured = part("    - id: procured\n", "    - id: high-value\n");
        String dear = part("    - id: high-value\n", "    - id: equipment\n");
        report = changes(IN_FORCE, CITY.replace(procured + dear, dear + procured));
        assertTrue(report.contains("先行自付规则，次序：由"), report);
    }

    private static String part(String from, String to) {
        int start = CITY.indexOf(from);
        return CITY.substring(start, CITY.indexOf(to, start));
    }

    @Test
    void anExpectationThatAllowsMoreIsTold() {
        String expecting = CITY
                + "\nexpectations:\n  - {title: 增支, scheme: emp-outpatient, fund_change: {min: 0.00, max: 10.00}}\n";
        String report = changes(book(expecting), expecting.replace("max: 10.00", "max: 99.00"));
        assertTrue(report.contains("基金支付变化0.00元至10.00元〕改为〔全部日期，方案emp-outpatient，基金支付变化0.00元至99.00元〕"), report);
        assertTrue(report.contains("待遇没有变化，只改文字。"), report);
    }

    @Test
    void aParameterOfThePersonsRulesNamesWhomItConcerns() {
        String report = changes(IN_FORCE, CITY.replaceFirst("value: 2%", "value: 3%"));
        assertTrue(report.contains("credit-own-ratio，涉及个人账户划入、参保和账户使用）"), report);
    }

    private static final Pattern WORD =
            Pattern.compile("(?<=[:\\[,{-] \"?|[\\[{])[^\\s\\[\\]{},:\"#-][^\\[\\]{},:\"#\\n]*");

    /** Words of which one may stand for the next. */
    private static final List<List<String>> KIN = List.of(
            List.of("310", "390"),
            List.of("11", "12", "14", "21", "41"),
            List.of("0", "1", "2", "3"),
            List.of("01", "02"),
            List.of("SELF", "SPOUSE", "PARENT", "CHILD"),
            List.of("LOCAL", "PROVINCE", "OUTSIDE"),
            List.of("TEKUN", "DIBAO", "FANPIN", "LOWINCOME"),
            List.of("hifp", "hifes", "hifob", "oth"),
            List.of("month_start", "month_end"),
            List.of("same_month", "next_month"),
            List.of("payment_day", "next_month", "next_year"),
            List.of("in_scope", "unpaid"),
            List.of("prescriber", "own"));

    @ParameterizedTest
    @ValueSource(strings = {"policy-test/corner.yaml", "policy-credit/hillside.yaml"})
    void aWordThatIsChangedIsTold(String resource) {
        String text = text("/" + resource).replaceAll("(?m)^ *#.*\n", "");
        PolicyBook before = book(text);
        int told = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            for (String other : others(words.group())) {
                String changed = text.substring(0, words.start()) + other + text.substring(words.end());
                String report;
                try {
                    report = changes(before, changed);
                } catch (InvalidPolicyException noTable) {
                    continue;
                }
                assertFalse(report.contains("没有变化。"), words.group() + " → " + other + " at " + words.start());
                told++;
            }
        }
        assertTrue(told > 80, told + " changes");
    }

    private static List<String> others(String word) {
        List<String> others = new ArrayList<>();
        if (word.matches("\\d{4}-\\d{2}-\\d{2}")) {
            others.add(LocalDate.parse(word).plusDays(1).toString());
            others.add(LocalDate.parse(word).minusDays(1).toString());
        } else if (Character.isDigit(word.charAt(0))) {
            others.add(Character.forDigit(Character.digit(word.charAt(0), 10) % 9 + 1, 10) + word.substring(1));
        } else {
            others.add(word + "改");
        }
        for (List<String> kin : KIN) {
            int at = kin.indexOf(word);
            if (at >= 0) {
                others.add(kin.get((at + 1) % kin.size()));
            }
        }
        return others;
    }
}
