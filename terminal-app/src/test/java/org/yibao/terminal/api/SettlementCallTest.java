package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Authorities;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;

final class SettlementCallTest {
    private static final String NOBODY = "P3701020000120260302090000A999";

    @TempDir
    Path folder;

    private static JsonNode withoutJournal(JsonNode view) {
        return ((ObjectNode) view.deepCopy()).without("journal");
    }

    @Test
    void aSaleIsBookedOnceAndARepeatGetsItsFirstAnswer() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String order = ApiCounter.order(
                    "k-1", counter.quote("100.00").body().get("quote").asText());
            ApiCounter.Reply first = counter.post("/settlements", order);
            assertEquals(200, first.status());
            assertEquals("ACKNOWLEDGED", first.body().get("state").asText());
            assertEquals("DONE", first.body().get("told").asText());
            assertFalse(first.body().get("confirm_required").asBoolean());
            assertEquals(
                    first.body().at("/split/setlinfo/psn_cash_pay").decimalValue(),
                    first.body().get("cash_due").decimalValue());
            assertTrue(first.body()
                    .get("message")
                    .asText()
                    .contains(first.body().get("cash_due").asText()));
            assertTrue(first.body().get("journal").asText().matches("\\d+-[0-9a-f]{8}"));
            ApiCounter.Reply again = counter.post("/settlements", order);
            assertEquals(withoutJournal(first.body()), withoutJournal(again.body()));
            assertEquals(
                    1, counter.get("/settlements").body().get("settlements").size());
            assertEquals(1, counter.platform.delivered().size());
        }
    }

    @Test
    void theKeyMayComeAsAHeaderAndItsBodyIsBoundToIt() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String quote = counter.quote("100.00").body().get("quote").asText();
            String body = "{\"quote\":\"" + quote + "\"," + ApiCounter.TILL + "}";
            HttpRequest.Builder order = counter.request("/settlements").POST(HttpRequest.BodyPublishers.ofString(body));
            assertEquals("IDEMPOTENCY_KEY_MISSING", counter.send(order.build()).code());
            assertEquals(
                    200,
                    counter.send(order.header("Idempotency-Key", "k-2").build()).status());
            HttpRequest other = counter.request("/settlements")
                    .header("Idempotency-Key", "k-2")
                    .POST(HttpRequest.BodyPublishers.ofString(body + " "))
                    .build();
            ApiCounter.Reply reused = counter.send(other);
            assertEquals("IDEMPOTENCY_KEY_REUSED", reused.code());
            assertEquals(422, reused.status());
            HttpRequest contradictory = counter.request("/settlements")
                    .header("Idempotency-Key", "k-3")
                    .POST(HttpRequest.BodyPublishers.ofString(ApiCounter.order("k-4", quote)))
                    .build();
            assertEquals("idempotency_key", counter.send(contradictory).field());
            for (String wrong : List.of("", " ", "a b", "中", "x".repeat(65))) {
                assertEquals(
                        400,
                        counter.post("/settlements", ApiCounter.order(wrong, quote))
                                .status(),
                        wrong);
            }
        }
    }

    @Test
    void whereThePlatformSplitsOtherwiseTheTillConfirmsFirst() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.platform.script(
                    message -> ScriptedPlatform.answer(Sales.bookedOtherwise(counter.platform.sale(message.id()))));
            String order = ApiCounter.order(
                    "k-1", counter.quote("100.00").body().get("quote").asText());
            ApiCounter.Reply sold = counter.post("/settlements", order);
            assertEquals(200, sold.status());
            assertEquals("DIFFERENCE", sold.body().get("told").asText());
            assertTrue(sold.body().get("confirm_required").asBoolean());
            assertTrue(sold.body().get("differences").size() > 0);
            assertFalse(sold.body().at("/differences/0/text").asText().isEmpty());
            assertFalse(sold.body().get("split").equals(sold.body().get("quoted_split")));
            String path = "/settlements/" + sold.body().get("settlement").asText();
            ApiCounter.Reply confirmed = counter.post(path + "/confirmation", "{" + ApiCounter.TILL + "}");
            assertEquals("DONE", confirmed.body().get("told").asText());
            assertFalse(confirmed.body().get("confirm_required").asBoolean());
            assertEquals(
                    "C001", confirmed.body().at("/confirmation/operator/opter").asText());
            assertEquals(
                    200,
                    counter.post(path + "/confirmation", "{" + ApiCounter.TILL + "}")
                            .status());
            assertEquals(
                    withoutJournal(sold.body()),
                    withoutJournal(counter.post("/settlements", order).body()),
                    "the first answer, also after the confirmation");
        }
    }

    @Test
    void offlineASaleIsProvisionalAndItsDifferenceIsClosedLater() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.credential();
            counter.platform.cutLine();
            String order = ApiCounter.order(
                    "k-1", counter.quote("100.00").body().get("quote").asText());
            ApiCounter.Reply sold = counter.post("/settlements", order);
            assertEquals("PROVISIONAL", sold.body().get("state").asText());
            assertTrue(sold.body().get("offline").asBoolean());
            String path = "/settlements/" + sold.body().get("settlement").asText();
            assertEquals(1, counter.get("/queue").body().get("size").asInt());
            JsonNode entry = counter.get("/queue").body().at("/entries/0");
            assertEquals("2102", entry.get("infno").asText());
            assertFalse(entry.get("set_aside").asBoolean());
            counter.platform.script(
                    message -> ScriptedPlatform.answer(Sales.bookedOtherwise(counter.platform.sale(message.id()))));
            counter.platform.restoreLine();
            while (counter.get("/queue").body().get("size").asInt() > 0) {
                Thread.onSpinWait();
            }
            ApiCounter.Reply now = counter.get(path);
            assertEquals("ADJUSTED", now.body().get("state").asText());
            assertTrue(now.body().get("follow_up").asBoolean());
            assertTrue(now.body().has("cash_difference"));
            assertEquals(
                    withoutJournal(sold.body()),
                    withoutJournal(counter.post("/settlements", order).body()),
                    "the first answer, although it was adjusted meanwhile");
            assertEquals(1, counter.get("/follow-ups").body().get("follow_ups").size());
            String note = "{\"note\":\"已补收\"," + ApiCounter.TILL + "}";
            assertEquals(200, counter.post(path + "/closure", note).status());
            assertEquals(
                    "SETTLEMENT_NOTHING_TO_CLOSE",
                    counter.post(path + "/closure", note).code());
            assertEquals(0, counter.get("/follow-ups").body().get("follow_ups").size());
        }
    }

    @Test
    void underAWrongClockNothingIsSoldAndHealthSaysWhy() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.credential();
            assertEquals("OK", counter.get("/health").body().get("clock").asText());
            counter.clockFault = Optional.of(new ClockFault(FaultCode.CLOCK_OFF_PLATFORM, Duration.ofMinutes(11)));
            String order = ApiCounter.order(
                    "k-1", counter.quote("10.00").body().get("quote").asText());
            ApiCounter.Reply refused = counter.post("/settlements", order);
            assertEquals("CLOCK_OFF_PLATFORM", refused.code());
            assertEquals(503, refused.status());
            JsonNode health = counter.get("/health").body();
            assertEquals("WRONG", health.get("clock").asText());
            assertEquals("CLOCK_OFF_PLATFORM", health.at("/clock_fault/code").asText());
            assertEquals("ahead by 660 s", health.at("/clock_fault/detail").asText());
            counter.clockFault = Optional.empty();
            assertEquals(200, counter.post("/settlements", order).status());
        }
    }

    @Test
    void offlineLimitsAreSaidInWords() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.credential();
            counter.platform.cutLine();
            String dear = ApiCounter.order(
                    "k-1", counter.quote("500.01").body().get("quote").asText());
            ApiCounter.Reply refused = counter.post("/settlements", dear);
            assertEquals("OFFLINE_AMOUNT_EXCEEDED", refused.code());
            assertEquals(422, refused.status());
            String most = ApiCounter.order(
                    "k-2", counter.quote("500.00").body().get("quote").asText());
            assertEquals(
                    "PROVISIONAL",
                    counter.post("/settlements", most).body().get("state").asText());
        }
    }

    @Test
    void aSaleThatThePlatformRefusesIsAnErrorWithItsRecord() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.platform.script(message -> ScriptedPlatform.answer(Sales.refused()));
            String order = ApiCounter.order(
                    "k-1", counter.quote("100.00").body().get("quote").asText());
            ApiCounter.Reply refused = counter.post("/settlements", order);
            assertEquals(422, refused.status());
            assertEquals("PLATFORM_REFUSED", refused.code());
            assertTrue(refused.body().at("/error/detail").asText().contains("参保状态异常"));
            assertEquals("REFUSED", refused.body().at("/settlement/state").asText());
            assertEquals(
                    "0.00",
                    refused.body().at("/settlement/cash_due").decimalValue().toPlainString());
            assertEquals(422, counter.post("/settlements", order).status());
        }
    }

    @Test
    void aVouchersSaleWithoutAnAnswerIsNotMadeAndReversed() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder, ApiLimits.USUAL, Duration.ofMillis(200))) {
            counter.platform.script(message ->
                    message.infno().equals("2102") ? ScriptedPlatform.SILENCE : counter.platform.agreed(message));
            counter.cards.lay(new org.yibao.settlement.InsuredCard.ElectronicVoucher(ApiCounter.VOUCHER));
            String credential = counter.post("/credentials", "{\"reader\":\"identity-card\"," + ApiCounter.TILL + "}")
                    .body()
                    .get("credential")
                    .asText();
            String quote = counter.post("/quotes", ApiCounter.bill(credential, "100.00"))
                    .body()
                    .get("quote")
                    .asText();
            ApiCounter.Reply unknown = counter.post("/settlements", ApiCounter.order("k-1", quote));
            assertEquals(504, unknown.status());
            assertEquals("OUTCOME_UNKNOWN", unknown.code());
            assertEquals("NOT_MADE", unknown.body().at("/settlement/told").asText());
            assertEquals("IN_DOUBT", unknown.body().at("/settlement/state").asText());
        }
    }

    @Test
    void aQuoteThatIsNoLongerTrueIsAnsweredWithANewOne() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String before = counter.quote("100.00").body().get("quote").asText();
            assertEquals(200, counter.sell("other").status());
            ApiCounter.Reply stale = counter.post("/settlements", ApiCounter.order("k-1", before));
            assertEquals(409, stale.status());
            assertEquals("QUOTE_STALE", stale.code());
            String renewed = stale.body().at("/quote/quote").asText();
            assertTrue(stale.body().at("/quote/split/setlinfo").size() > 0);
            assertEquals(
                    200,
                    counter.post("/settlements", ApiCounter.order("k-2", renewed))
                            .status());
            ApiCounter.Reply gone = counter.post("/settlements", ApiCounter.order("k-3", "none"));
            assertEquals("QUOTE_UNKNOWN", gone.code());
            assertEquals(410, gone.status());
        }
    }

    @Test
    void aSaleIsTakenBackOnce() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            ApiCounter.Reply sold = counter.sell("k-1");
            String path = "/settlements/" + sold.body().get("settlement").asText();
            String taking = "{\"idempotency_key\":\"v-1\"," + ApiCounter.TILL + "}";
            ApiCounter.Reply taken = counter.post(path + "/void", taking);
            assertEquals(200, taken.status());
            assertEquals("VOIDED", taken.body().get("state").asText());
            assertEquals("0.00", taken.body().get("cash_due").decimalValue().toPlainString());
            assertEquals("C001", taken.body().at("/void/operator/opter").asText());
            assertEquals(200, counter.post(path + "/void", taking).status());
            ApiCounter.Reply other = counter.post(path + "/void", taking.replace("v-1", "v-2"));
            assertEquals("SETTLEMENT_NOT_VOIDABLE", other.code());
            assertEquals(409, other.status());
            assertEquals(
                    "IDEMPOTENCY_KEY_REUSED",
                    counter.post(path + "/void", taking.replace("v-1", "k-1")).code());
            assertEquals(
                    "IDEMPOTENCY_KEY_REUSED",
                    counter.post(path + "/void", taking.replace("C001", "C002")).code(),
                    "the key is bound to its body");
            assertEquals(
                    "SETTLEMENT_NOT_CONFIRMABLE",
                    counter.post(path + "/confirmation", "{" + ApiCounter.TILL + "}")
                            .code());
        }
    }

    @Test
    void everyCallThatMovesMoneyNamesOperatorAndTill() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String path = "/settlements/"
                    + counter.sell("k-1").body().get("settlement").asText();
            for (String field : List.of("opter", "opter_name", "dev_no")) {
                String till = ApiCounter.TILL
                        .replace("\"" + field + "\":", "\"" + field + "\":\"\",\"x\":")
                        .replaceAll(",\"x\":\"[^\"]*\"", "");
                for (String body : List.of(
                        path + "/confirmation {" + till + "}",
                        path + "/void {\"idempotency_key\":\"v\"," + till + "}",
                        path + "/closure {\"note\":\"n\"," + till + "}",
                        "/settlements {\"idempotency_key\":\"s\",\"quote\":\"q\"," + till + "}")) {
                    int cut = body.indexOf(' ');
                    ApiCounter.Reply reply = counter.post(body.substring(0, cut), body.substring(cut + 1));
                    assertEquals("FIELD_INVALID", reply.code(), body);
                    assertEquals(field, reply.field());
                }
            }
        }
    }

    @Test
    void unknownSettlementsAreNotFound() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            assertEquals(404, counter.get("/settlements/" + NOBODY).status());
            assertEquals(
                    "SETTLEMENT_UNKNOWN", counter.get("/settlements/nonsense").code());
            for (String act :
                    List.of("confirmation {", "void {\"idempotency_key\":\"v\",", "closure {\"note\":\"n\",")) {
                int cut = act.indexOf(' ');
                String body = act.substring(cut + 1) + ApiCounter.TILL + "}";
                assertEquals(
                        404,
                        counter.post("/settlements/" + NOBODY + "/" + act.substring(0, cut), body)
                                .status(),
                        act);
            }
        }
    }

    @Test
    void nothingThatIsAnsweredNamesAPersonInClear() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String path = "/settlements/"
                    + counter.sell("k-1").body().get("settlement").asText();
            for (String seen : List.of(path, "/settlements", "/queue", "/health", "/totals", "/follow-ups")) {
                String body = counter.get(seen).body().toString();
                assertFalse(body.contains(Persons.person(1).identityNumber()), seen);
                assertFalse(body.contains(Persons.person(1).name()), seen);
            }
        }
    }

    @Test
    void healthShowsTheSuiteOfTheLineWhileItIsUp() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            assertEquals(
                    "TLS_SM4_GCM_SM3",
                    counter.get("/health").body().get("line_suite").asText());
            counter.platform.cutLine();
            assertFalse(counter.get("/health").body().has("line_suite"));
        }
    }

    @Test
    void healthWarnsOfCertificatesThatEnd() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            Instant now = counter.clock.instant();
            Validity decade = Validity.starting(now, Duration.ofDays(3650));
            TerminalEnrolment enrolment = TerminalEnrolment.begin("P37010200001");
            TerminalIdentity identity = enrolment.complete(
                    Authorities.create("test only", decade)
                            .enrol(
                                    enrolment.request(),
                                    TerminalName.parse("P37010200001-A"),
                                    Validity.starting(now, Duration.ofDays(25))),
                    now);
            counter.certificates.addAll(identity.standings(now));
            counter.certificates.addAll(identity.standings(now.plus(Duration.ofDays(26))));
            JsonNode rows = counter.get("/health").body().get("certificates");
            assertEquals("LINE_CLIENT", rows.at("/0/usage").asText());
            assertEquals("LINE_CLIENT", rows.at("/1/usage").asText());
            assertEquals("2026-03-27 09:00:00", rows.at("/0/until").asText());
            assertEquals(25, rows.at("/0/days_left").asInt());
            assertEquals(30, rows.at("/0/warning").asInt());
            assertTrue(rows.at("/0/message").asText().contains("剩余 25 天"));
            assertEquals("AUTHORITY", rows.at("/3/usage").asText());
            assertFalse(rows.get(3).has("warning"));
            assertFalse(rows.get(3).has("message"));
            assertEquals("EXPIRED", rows.at("/6/fault").asText());
            assertFalse(rows.at("/6/message").asText().isEmpty());
        }
    }

    @Test
    void healthSaysWhyAStoreTakesNothing() throws Exception {
        Path file = folder.resolve("test.db");
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.sell("k-1");
            assertEquals("OK", counter.get("/health").body().get("store").asText());
            damage(file);
            JsonNode health = counter.get("/health").body();
            assertEquals("FAILED", health.get("store").asText());
            assertEquals("STORE_DAMAGED", health.at("/store_fault/code").asText());
            assertEquals(
                    "the file or its disk is damaged",
                    health.at("/store_fault/detail").asText());
            assertFalse(health.at("/store_fault/message").asText().isEmpty());
        }
    }

    /** Sends the root of every table behind the end of the file. */
    private static void damage(Path file) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            statement.execute("UPDATE sqlite_schema SET rootpage = 999999 WHERE type = 'table'");
            statement.execute("PRAGMA schema_version = 4711");
        }
    }

    @Test
    void theTerminalSaysHowItStands() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            ApiCounter.Reply sold = counter.sell("k-1");
            JsonNode health = counter.get("/health").body();
            assertEquals("ONLINE", health.get("line").asText());
            assertEquals("OK", health.get("store").asText());
            assertEquals("identity-card", health.at("/readers/0/name").asText());
            assertEquals("jinan-in-force", health.at("/policy/0/id").asText());
            assertTrue(health.at("/policy/0/digest").asText().startsWith("sm3:"));
            JsonNode totals = counter.get("/totals").body();
            assertEquals(1, totals.get("settlements").asInt());
            assertEquals(
                    sold.body().at("/split/setlinfo/medfee_sumamt").decimalValue(),
                    totals.get("medfee_sumamt").decimalValue());
            JsonNode verified = counter.post("/journal/verification", "").body();
            assertTrue(verified.get("sound").asBoolean());
            assertEquals(
                    health.at("/journal/fingerprint").asText(),
                    verified.at("/journal/fingerprint").asText());
            counter.platform.cutLine();
            assertEquals("OFFLINE", counter.get("/health").body().get("line").asText());
            for (String wrong : List.of("0", "1001", "-1", "x", "")) {
                assertEquals(
                        "REQUEST_INVALID",
                        counter.get("/settlements?limit=" + wrong).code(),
                        wrong);
            }
            assertEquals(
                    1,
                    counter.get("/settlements?limit=1000")
                            .body()
                            .get("settlements")
                            .size());
        }
    }
}
