package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuoteCallTest {
    @TempDir
    Path folder;

    @Test
    void aBillIsSplitUnderTheQuoteContract() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            ApiCounter.Reply reply = counter.quote("100.00");
            assertEquals(200, reply.status());
            JsonNode split = reply.body().get("split");
            assertEquals(
                    "100.00", split.at("/setlinfo/medfee_sumamt").decimalValue().toPlainString());
            assertTrue(split.has("policy") && split.has("detlcutinfo") && split.has("cum_after"));
            assertFalse(split.has("trace"));
            assertEquals("2026-03-02 09:00:00", reply.body().get("begntime").asText());
            ApiCounter.Reply explained =
                    counter.post("/quotes?explain", ApiCounter.bill(counter.credential(), "100.00"));
            assertTrue(explained.body().at("/split/trace").size() > 0);
        }
    }

    @Test
    void fieldsThatTheTerminalFillsAreRefusedByName() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String bill = ApiCounter.bill("c", "1");
            for (String field : List.of("patient", "cum", "acct", "fixmedins", "begntime", "place", "maternity")) {
                ApiCounter.Reply reply = counter.post("/quotes", bill.replaceFirst("\\{", "{\"" + field + "\":{},"));
                assertEquals("FIELD_UNKNOWN", reply.code());
                assertEquals(field, reply.field());
                assertEquals(400, reply.status());
            }
            for (String field : List.of("list_type", "chrgitm_lv", "selfpay_prop", "pric_uplmt_amt", "procured_flag")) {
                ApiCounter.Reply reply = counter.post(
                        "/quotes", bill.replace("{\"feedetl_sn\"", "{\"" + field + "\":\"1\",\"feedetl_sn\""));
                assertEquals("FIELD_UNKNOWN", reply.code());
                assertEquals("feedetail[0]." + field, reply.field());
            }
        }
    }

    @Test
    void numbersAreExactAndWithinThePlatformsDigits() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String credential = counter.credential();
            for (String wrong : List.of(
                    "-0.01", "0.001", "\"1\"", "null", "1e999999999", "1e-999999999", "100000000000000", "[]")) {
                String body = ApiCounter.bill(credential, "1")
                        .replace("\"det_item_fee_sumamt\":1", "\"det_item_fee_sumamt\":" + wrong);
                ApiCounter.Reply reply = counter.post("/quotes", body);
                assertEquals("FIELD_INVALID", reply.code(), wrong);
                assertEquals("feedetail[0].det_item_fee_sumamt", reply.field());
            }
            for (String fits : List.of("1.000000", "1e0", "0.1e1")) {
                String body = ApiCounter.bill(credential, "1")
                        .replace("\"det_item_fee_sumamt\":1", "\"det_item_fee_sumamt\":" + fits);
                assertEquals(200, counter.post("/quotes", body).status(), fits);
            }
            String count = ApiCounter.bill(credential, "1").replace("\"cnt\":1", "\"cnt\":0.00001");
            assertEquals("feedetail[0].cnt", counter.post("/quotes", count).field());
            String price = ApiCounter.bill(credential, "1").replace("\"pric\":1", "\"pric\":1.0000001");
            assertEquals("feedetail[0].pric", counter.post("/quotes", price).field());
            String mismatch = ApiCounter.bill(credential, "1").replace("\"cnt\":1", "\"cnt\":2");
            assertEquals(
                    "LINE_AMOUNT_MISMATCH", counter.post("/quotes", mismatch).code());
        }
    }

    private static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "{\"feedetl_sn\":\"" + number
                        + "\",\"med_list_codg\":\"XA01\",\"cnt\":1,\"pric\":1,\"det_item_fee_sumamt\":1}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String billOf(String credential, String lines) {
        return "{\"credential\":\"" + credential + "\",\"med_type\":\"41\",\"feedetail\":" + lines + ","
                + ApiCounter.TILL + "}";
    }

    @Test
    void aBillHasOneToFiveHundredLinesWithTheirOwnNumbers() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String credential = counter.credential();
            assertEquals(
                    200, counter.post("/quotes", billOf(credential, lines(500))).status());
            assertEquals(
                    "feedetail",
                    counter.post("/quotes", billOf(credential, lines(501))).field());
            assertEquals(
                    "feedetail",
                    counter.post("/quotes", billOf(credential, "[]")).field());
            assertEquals(
                    "feedetail[0]",
                    counter.post("/quotes", billOf(credential, "[1]")).field());
            String twice = lines(2).replace("\"feedetl_sn\":\"2\"", "\"feedetl_sn\":\"1\"");
            assertEquals(
                    "LINE_DUPLICATE",
                    counter.post("/quotes", billOf(credential, twice)).code());
        }
    }

    @Test
    void bodiesThatAreNoStrictJsonAreRefused() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            for (String body : List.of(
                    "",
                    "[]",
                    "1",
                    "{",
                    "{}{}",
                    "{\"a\":1,}",
                    "{\"a\":0e037010200000}",
                    "{'a':1}",
                    "{\"a\":NaN}",
                    "{\"a\":01}",
                    "{\"credential\":\"a\",\"credential\":\"b\"}",
                    "[".repeat(5_000),
                    "{\"a\":" + "9".repeat(200) + "}")) {
                ApiCounter.Reply reply = counter.post("/quotes", body);
                assertEquals("REQUEST_INVALID", reply.code(), body);
                assertEquals(400, reply.status());
            }
        }
    }

    @Test
    void unknownItemsFamilyAndCredentialsAreSaidInWords() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String credential = counter.credential();
            String unknown = ApiCounter.bill(credential, "1").replace("XA01", "NONE");
            ApiCounter.Reply item = counter.post("/quotes", unknown);
            assertEquals("CATALOGUE_ITEM_UNKNOWN", item.code());
            assertEquals("NONE", item.body().at("/error/detail").asText());
            String family = ApiCounter.bill(credential, "1")
                    .replace("\"diagnoses\"", "\"mulaid\":[{\"psn_no\":\"1\",\"authorisation\":\"a\"}],\"diagnoses\"");
            assertEquals(
                    "FAMILY_MEMBER_UNKNOWN", counter.post("/quotes", family).code());
            assertEquals(
                    "CREDENTIAL_EXPIRED",
                    counter.post("/quotes", ApiCounter.bill("nobody", "1")).code());
            counter.clock.move(Duration.ofMinutes(5));
            ApiCounter.Reply late = counter.post("/quotes", ApiCounter.bill(credential, "1"));
            assertEquals("CREDENTIAL_EXPIRED", late.code());
            assertEquals(410, late.status());
        }
    }

    @Test
    void aCalculationIsTheQuoteContractAndCannotBeSettled() throws Exception {
        String request = """
                {"begntime":"2024-04-08 10:20:30","med_type":"11",
                 "fixmedins":{"fixmedins_code":"H37010200001","fixmedins_type":"1","tier":"2"},
                 "patient":{"psn_no":"370100000000001","insutype":"310","psn_type":"11"},
                 "feedetail":[{"feedetl_sn":"1","med_list_codg":"X1","list_type":"101","chrgitm_lv":"01","cnt":1,
                 "pric":1234.56,"det_item_fee_sumamt":1234.56}]}""";
        try (ApiCounter counter = new ApiCounter(folder)) {
            ApiCounter.Reply reply = counter.post("/calculations", request);
            assertEquals(200, reply.status());
            assertEquals(
                    "444.19",
                    reply.body().at("/setlinfo/hifp_pay").decimalValue().toPlainString());
            assertFalse(reply.body().has("quote"));
            ApiCounter.Reply unknown =
                    counter.post("/calculations", request.replace("\"med_type\"", "\"x\":1,\"med_type\""));
            assertEquals(400, unknown.status());
            assertEquals("FIELD_UNKNOWN", unknown.code());
            ApiCounter.Reply uncovered = counter.post("/calculations", request.replace("2024-04-08", "2044-04-08"));
            assertEquals(422, uncovered.status());
            assertTrue(counter.post("/calculations?explain=1", request).body().has("trace"));
            assertEquals(0, counter.get("/totals").body().get("settlements").asInt());
        }
    }
}
