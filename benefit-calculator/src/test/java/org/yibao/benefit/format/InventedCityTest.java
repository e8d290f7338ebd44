package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;

/** A city whose rules are put together differently, written without a line of Java. */
final class InventedCityTest {
    private static final String FILE = "/policy-test/riverside.yaml";
    private static final String TEXT = new String(BuiltIn.bytes(FILE), UTF_8);

    private static PolicyLibrary library(String text) {
        PolicyBundle bundle = PolicyYaml.read("riverside.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST);
        return PolicyLibrary.of(List.of(bundle));
    }

    private static Json.Obj answer(String extra, String patient, String cum, String yuan) {
        String request = """
                {"begntime":"2025-06-01 08:00:00","med_type":"11",%s"cum":{%s},\
                "fixmedins":{"fixmedins_code":"H1","fixmedins_type":"1","tier":"3"},\
                "patient":{"psn_no":"1","insutype":"310","psn_type":"11"%s},\
                "feedetail":[{"feedetl_sn":"1","med_list_codg":"X","list_type":"101","chrgitm_lv":"01",\
                "cnt":1,"pric":%s,"det_item_fee_sumamt":%s}]}""".formatted(extra, cum, patient, yuan, yuan);
        return JsonWords.parse(QuoteService.of(library(TEXT), List.of("riverside"))
                .answer(request.getBytes(UTF_8), true)
                .json());
    }

    private static void assertPaid(String pool, String extra, Json.Obj answer) {
        assertTrue(answer.fields().containsKey("setlinfo"), answer::toString);
        Json.Obj totals = JsonWords.object(answer, "setlinfo");
        assertEquals(pool, JsonWords.number(totals, "hifp_pay").toPlainString());
        assertEquals(extra, JsonWords.number(totals, "oth_pay").toPlainString());
    }

    @Test
    void deductibleIsTakenAtEveryVisitUntilTheTenth() {
        assertPaid("44.00", "0.00", answer("", "", "\"VISITS\":9", "100.00"));
        assertPaid("55.00", "0.00", answer("", "", "\"VISITS\":10", "100.00"));
    }

    @Test
    void ageAndReferralDecideTheRatio() {
        assertPaid("54.00", "0.00", answer("", ",\"brdy\":\"1955-06-01\"", "", "100.00"));
        assertPaid("44.00", "0.00", answer("", ",\"brdy\":\"1955-06-02\"", "", "100.00"));
        assertPaid("52.00", "0.00", answer("\"referral_flag\":\"1\",", "", "", "100.00"));
    }

    @Test
    void fundOfItsOwnPaysTheBurdenInBands() {
        Json.Obj answer = answer("", "", "\"ALL_PAY\":1000.00,\"OWN\":150.00", "200.00");
        assertPaid("0.00", "55.00", answer);
        Json.Obj after = JsonWords.object(answer, "cum_after");
        assertEquals("350.00", JsonWords.number(after, "OWN").toPlainString());
        assertEquals("1", JsonWords.number(after, "VISITS").toPlainString());
    }

    @Test
    void itsAccumulatorsAreKnownAndOnlyThose() {
        assertTrue(answer("", "", "\"OPT_PAY\":1.00", "1.00").fields().containsKey("setlinfo"));
        assertEquals(
                "FIELD_UNKNOWN",
                JsonWords.text(JsonWords.object(answer("", "", "\"ALL_PAYS\":1.00", "1.00"), "error"), "code"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layers: [pool, extra, visit] | layers: [pool, extras, visit] | 47",
                "fund: \"990100\" | fund: \"990101\" | 35",
                "accumulator: OWN | accumulator: OWNED | 35",
                "kind: count | kind: counts | 42",
                "per: visit | per: month | 31",
                "bands: extra-bands | ratio: extra-bands | 100",
                "bands: extra-bands | threshold2: x | 35",
                "threshold: extra-threshold | threshold: nowhere | 35",
                "total: oth | total: other | 15",
                "unit: count | unit: counts | 19",
                "med_type: [\"11\", \"14\"] | med_type: [\"11\", \"15\"] | 45",
                "age: {from: 70} | age: [\"70\"] | 22",
                "{kind: count, title: 就诊, accumulator: VISITS} | {kind: count, title: 就诊, accumulator: OWN} | 19",
                "family: [SPOUSE] | families: [SPOUSE] | 48",
            })
    void structuralDefectIsToldWithItsLine(String old, String replacement, int line) {
        assertTrue(TEXT.contains(old), old);
        InvalidPolicyException refused =
                assertThrows(InvalidPolicyException.class, () -> library(TEXT.replace(old, replacement)));
        assertTrue(refused.defects().stream().anyMatch(d -> d.origin().line() == line), refused.defects()::toString);
    }

    @Test
    void overlappingSchemesAndCapWithoutShareAreDefects() {
        String twoSchemes = TEXT.replace(
                "  accounts:", "    chronic: {title: 慢特病, when: {med_type: [\"14\"]}, layers: [visit]}\n  accounts:");
        assertThrows(InvalidPolicyException.class, () -> library(twoSchemes));
        String noShare = TEXT.replace(
                        "    visit: {kind: count, title: 就诊, accumulator: VISITS}",
                        "    visit: {kind: beyond_cap, title: 超限, fund: \"990100\", ratio: ratio}")
                .replace("[pool, extra, visit]", "[visit, pool, extra]");
        assertThrows(InvalidPolicyException.class, () -> library(noShare));
    }
}
