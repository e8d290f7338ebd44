package org.yibao.benefit.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Refusal;

/** Requests made to break the reader: each gets a refusal, none an exception or a long wait. */
final class HostileRequestTest {
    private static final QuoteService SERVICE = QuoteService.of(BuiltIn.book(BuiltIn.ALL));

    private static final String LINE = """
            {"feedetl_sn":"1","med_list_codg":"X","list_type":"101","chrgitm_lv":"01",\
            "cnt":1,"pric":100.00,"det_item_fee_sumamt":100.00}""";

    private static final String GOOD = """
            {"begntime":"2024-06-01 10:20:30","med_type":"11",\
            "fixmedins":{"fixmedins_code":"H1","fixmedins_type":"1","tier":"3"},\
            "patient":{"psn_no":"1","insutype":"310","psn_type":"11"},\
            "cum":{"OPT_PAY":0},"acct":{"balc":1},"feedetail":[%s]}""".formatted(LINE);

    static Json.Obj answer(String request) {
        return answer(request.getBytes(UTF_8));
    }

    static Json.Obj answer(byte[] request) {
        return assertTimeout(
                Duration.ofSeconds(2),
                () -> JsonWords.parse(SERVICE.answer(request, false).json()));
    }

    private static void assertRefused(Refusal.Code code, String field, String request) {
        Json.Obj error = JsonWords.object(answer(request), "error");
        assertEquals(code.name(), JsonWords.text(error, "code"), request);
        assertEquals(field, JsonWords.text(error, "field"));
        assertFalse(JsonWords.text(error, "message").isEmpty());
    }

    private static String with(String old, String replacement) {
        assertTrue(GOOD.contains(old), old);
        return GOOD.replace(old, replacement);
    }

    @Test
    void theUntouchedRequestIsAnswered() {
        assertTrue(answer(GOOD).fields().containsKey("setlinfo"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "7",
                "null",
                "\"x\"",
                "{\"a\":1}x",
                "{} {}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "\uFEFF{}",
                "{\"\\ud800\":1}",
                "{\"a\":\"\\udc00\"}",
                "{\"a\":\"\\ude00\\ud83d\"}",
                "{\"a\":\"\\ud83dx\"}",
                "{\"a\":\"\\ud83d\\ud83d\\ude00\"}",
                "// x"
            })
    void whatIsNoJsonObjectIsInvalid(String text) {
        assertRefused(Refusal.Code.FIELD_INVALID, "", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"\\ud83d\\ude00\":1}", "{\"\uD83D\uDE00\":1}"})
    void aCharacterOfTwoHalvesIsReadWhole(String text) {
        assertRefused(Refusal.Code.FIELD_UNKNOWN, "\uD83D\uDE00", text);
    }

    @Test
    void bytesThatAreNoUtf8AreInvalid() {
        byte[] bytes = GOOD.getBytes(UTF_8);
        bytes[20] = (byte) 0xC0;
        assertTrue(answer(bytes).fields().containsKey("error"));
        assertTrue(answer(GOOD.getBytes(java.nio.charset.StandardCharsets.UTF_16))
                .fields()
                .containsKey("error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "1E+2147483647",
                "1e99999999999999999999",
                "-0.01",
                "100.001",
                "100000000000000.00",
                "\"100.00\"",
                "null",
                "true",
                "[100.00]",
                "{}"
            })
    void amountOutOfRangeIsInvalid(String amount) {
        assertRefused(
                Refusal.Code.FIELD_INVALID,
                "feedetail[0].det_item_fee_sumamt",
                with("\"det_item_fee_sumamt\":100.00", "\"det_item_fee_sumamt\":" + amount));
        assertRefused(Refusal.Code.FIELD_INVALID, "cum.OPT_PAY", with("\"OPT_PAY\":0", "\"OPT_PAY\":" + amount));
        assertRefused(Refusal.Code.FIELD_INVALID, "acct.balc", with("\"balc\":1", "\"balc\":" + amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.000", "1e2", "1.0E2", "100", "0.1e3", "10000e-2"})
    void numberIsJudgedByItsValue(String amount) {
        String request = with("\"det_item_fee_sumamt\":100.00", "\"det_item_fee_sumamt\":" + amount);
        assertTrue(answer(request).fields().containsKey("setlinfo"), amount);
    }

    @Test
    void numberOfAMillionDigitsIsInvalidAtOnce() {
        assertRefused(Refusal.Code.FIELD_INVALID, "", with("\"pric\":100.00", "\"pric\":" + "9".repeat(1_000_000)));
    }

    @Test
    void numberLengthHasALimit() {
        String zeros = "0".repeat(JsonText.NUMBER_CHARS_MAX - "100.".length());
        assertTrue(answer(with("\"pric\":100.00", "\"pric\":100." + zeros))
                .fields()
                .containsKey("setlinfo"));
        assertTrue(answer(with("\"pric\":100.00", "\"pric\":100.0" + zeros))
                .fields()
                .containsKey("error"));
    }

    @Test
    void bodyHasALimit() {
        String padding = " ".repeat(JsonText.BODY_BYTES_MAX - GOOD.getBytes(UTF_8).length);
        assertTrue(answer(GOOD + padding).fields().containsKey("setlinfo"));
        assertRefused(Refusal.Code.FIELD_INVALID, "", GOOD + padding + " ");
    }

    @Test
    void nestingHasALimit() {
        assertRefused(Refusal.Code.FIELD_INVALID, "", with("\"OPT_PAY\":0", "\"OPT_PAY\":" + "[".repeat(500_000)));
        String deep = "[".repeat(JsonText.DEPTH_MAX) + "]".repeat(JsonText.DEPTH_MAX);
        assertRefused(Refusal.Code.FIELD_INVALID, "", with("\"OPT_PAY\":0", "\"OPT_PAY\":" + deep));
    }

    @Test
    void billHasFiveHundredLinesAtMost() {
        assertTrue(answer(with(LINE, lines(RequestReader.LINES_MAX))).fields().containsKey("setlinfo"));
        assertRefused(Refusal.Code.FIELD_INVALID, "feedetail", with(LINE, lines(RequestReader.LINES_MAX + 1)));
        assertRefused(Refusal.Code.FIELD_INVALID, "feedetail", with(LINE, ""));
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> LINE.replace("\"feedetl_sn\":\"1\"", "\"feedetl_sn\":\"" + n + "\""))
                .collect(Collectors.joining(","));
    }

    @Test
    void billBeyondTheNumericIsInvalid() {
        String large = LINE.replace("\"cnt\":1", "\"cnt\":10000")
                .replace("\"pric\":100.00", "\"pric\":9999999999.99")
                .replace("\"det_item_fee_sumamt\":100.00", "\"det_item_fee_sumamt\":99999999999900.00");
        assertTrue(answer(with(LINE, large)).fields().containsKey("setlinfo"));
        String twice = large + "," + large.replace("\"feedetl_sn\":\"1\"", "\"feedetl_sn\":\"2\"");
        assertRefused(Refusal.Code.FIELD_INVALID, "feedetail", with(LINE, twice));
    }

    @Test
    void hugeCountAndPriceAreAMismatchAndNoOverflow() {
        String line = LINE.replace("\"cnt\":1", "\"cnt\":999999999999.9999")
                .replace("\"pric\":100.00", "\"pric\":9999999999.999999");
        assertRefused(Refusal.Code.LINE_AMOUNT_MISMATCH, "feedetail[0].det_item_fee_sumamt", with(LINE, line));
    }

    @Test
    void fullAccumulatorsDoNotOverflow() {
        String full = "{\"OPT_PAY\":99999999999999.99,\"BURDEN\":99999999999999.99,\"IPT_COUNT\":99999999999999}";
        assertTrue(answer(with("{\"OPT_PAY\":0}", full)).fields().containsKey("setlinfo"));
    }

    @Test
    void keyTwiceIsInvalid() {
        assertRefused(
                Refusal.Code.FIELD_INVALID,
                "patient.psn_no",
                with("\"psn_no\":\"1\"", "\"psn_no\":\"1\",\"psn_no\":\"1\""));
        assertRefused(
                Refusal.Code.FIELD_INVALID,
                "med_type",
                with("\"med_type\":\"11\"", "\"med_type\":\"11\",\"med_type\":null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":\"2024-02-30 10:20:30\" | begntime",
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":\"2024-06-01T10:20:30\" | begntime",
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":\"2024-06-01 24:00:00\" | begntime",
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":20240601 | begntime",
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":\"+12024-06-01 10:20:30\" | begntime",
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":\"-2024-06-01 10:20:30\" | begntime",
                "\"begntime\":\"2024-06-01 10:20:30\" | \"begntime\":\"24-06-01 10:20:30\" | begntime",
                "\"med_type\":\"11\" | \"med_type\":\"12\" | med_type",
                "\"med_type\":\"11\" | \"med_type\":11 | med_type",
                "\"tier\":\"3\" | \"tier\":\"4\" | fixmedins.tier",
                "\"fixmedins_type\":\"1\" | \"fixmedins_type\":\"3\" | fixmedins.fixmedins_type",
                "\"psn_no\":\"1\" | \"psn_no\":\"\" | patient.psn_no",
                "\"insutype\":\"310\" | \"insutype\":\"410\" | patient.insutype",
                "\"psn_type\":\"11\" | \"psn_type\":\"14\" | patient.psn_type",
                "\"psn_type\":\"11\" | \"psn_type\":\"1\" | patient.psn_type",
                "\"psn_type\":\"11\" | \"psn_type\":\"1100000\" | patient.psn_type",
                "\"psn_type\":\"11\" | \"psn_type\":\"1x\" | patient.psn_type",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"psn_idet_type\":[\"RICH\"] | patient.psn_idet_type[0]",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"psn_idet_type\":null | patient.psn_idet_type",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"brdy\":\"2023-02-29\" | patient.brdy",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"brdy\":\"+11950-01-01\" | patient.brdy",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"brdy\":\"-1950-01-01\" | patient.brdy",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"cvlserv_flag\":\"2\" | patient.cvlserv_flag",
                "\"med_type\":\"11\" | \"med_type\":\"11\",\"place\":\"MOON\" | place",
                "\"med_type\":\"11\" | \"med_type\":\"11\",\"place_registered\":\"1\" | place_registered",
                "\"med_type\":\"11\" | \"med_type\":\"11\",\"rx\":{\"rx_tier\":\"9\"} | rx.rx_tier",
                "\"med_type\":\"11\" | \"med_type\":\"11\",\"maternity\":{\"child_ordinal\":0} | maternity.child_ordinal",
                "\"med_type\":\"11\" | \"med_type\":\"11\",\"maternity\":{\"child_ordinal\":1.5} | maternity.child_ordinal",
                "\"med_type\":\"11\" | \"med_type\":\"11\",\"referral_flag\":\"x\" | referral_flag",
                "\"cnt\":1 | \"cnt\":1.00001 | feedetail[0].cnt",
                "\"pric\":100.00 | \"pric\":100.0000001 | feedetail[0].pric",
                "\"pric\":100.00 | \"pric\":100.00,\"selfpay_prop\":1.0001 | feedetail[0].selfpay_prop",
                "\"pric\":100.00 | \"pric\":100.00,\"selfpay_prop\":0.00001 | feedetail[0].selfpay_prop",
                "\"list_type\":\"101\" | \"list_type\":\"106\" | feedetail[0].list_type",
                "\"OPT_PAY\":0 | \"IPT_COUNT\":0.5 | cum.IPT_COUNT",
            })
    void valueOutsideTheContractIsInvalid(String old, String replacement, String field) {
        assertRefused(Refusal.Code.FIELD_INVALID, field, with(old, replacement));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"begntime\":\"2024-06-01 10:20:30\", |  | begntime",
                "\"med_type\":\"11\", |  | med_type",
                "\"psn_type\":\"11\" | \"cvlserv_flag\":\"0\" | patient.psn_type",
                "\"fixmedins_code\":\"H1\", |  | fixmedins.fixmedins_code",
                "\"med_type\":\"11\" | \"med_type\":\"41\",\"rx\":{\"rx_circ_flag\":\"1\"} | rx.rx_tier",
                "\"med_type\":\"11\" | \"med_type\":\"52\" | maternity.child_ordinal",
                "\"med_type\":\"11\" | \"med_type\":\"52\",\"maternity\":{} | maternity.child_ordinal",
                "\"cnt\":1, |  | feedetail[0].cnt",
                "\"balc\":1 | \"mulaid\":[{\"relation\":\"CHILD\"}] | acct.mulaid[0].balc",
            })
    void absentRequiredFieldIsMissing(String old, String replacement, String field) {
        String to = replacement == null ? "" : replacement;
        assertRefused(Refusal.Code.FIELD_MISSING, field, with(old, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"OPT_PAY\":0 | \"NOBODY\":0 | cum.NOBODY",
                "\"psn_no\":\"1\" | \"psn_no\":\"1\",\"name\":\"x\" | patient.name",
                "\"cnt\":1 | \"cnt\":1,\"price\":1 | feedetail[0].price",
                "\"balc\":1 | \"balance\":1 | acct.balance",
            })
    void strangeFieldIsUnknown(String old, String replacement, String field) {
        assertRefused(Refusal.Code.FIELD_UNKNOWN, field, with(old, replacement));
    }

    @Test
    void endlessNameIsShownShortened() {
        Json.Obj error = JsonWords.object(answer(with("\"OPT_PAY\":0", "\"" + "名".repeat(100_000) + "\":0")), "error");
        assertTrue(JsonWords.text(error, "field").length() < 300);
        assertTrue(JsonWords.text(error, "message").length() < 300);
    }

    @Test
    void randomDamageNeverEscapesAsAnException() {
        Random random = new Random(5);
        byte[] good = GOOD.getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = good.clone();
            for (int hit = 1 + random.nextInt(3); hit > 0; hit--) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[],:\"0e-.".charAt(random.nextInt(11)));
            }
            Json.Obj answer = JsonWords.parse(SERVICE.answer(damaged, true).json());
            assertTrue(
                    answer.fields().containsKey("setlinfo") != answer.fields().containsKey("error"));
        }
    }
}
