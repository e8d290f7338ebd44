package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader.CardReading;

final class CredentialCallTest {
    @TempDir
    Path folder;

    private static String read(int timeoutMs) {
        return "{\"reader\":\"identity-card\",\"timeout_ms\":" + timeoutMs + "," + ApiCounter.TILL + "}";
    }

    @Test
    void aCardBecomesACredentialAndAMaskedPerson() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.layIdentityCard();
            ApiCounter.Reply reply = counter.post("/credentials", read(1_000));
            assertEquals(200, reply.status());
            JsonNode body = reply.body();
            assertEquals("试***", body.at("/person/name").asText());
            assertEquals(
                    "3701**********" + ApiCounter.BUYER.identityNumber().substring(14),
                    body.at("/person/certno").asText());
            assertFalse(body.toString().contains(ApiCounter.BUYER.identityNumber()));
            assertFalse(body.toString().contains(ApiCounter.BUYER.name()));
            assertEquals("500.00", body.get("balance").decimalValue().toPlainString());
            assertTrue(body.get("online").asBoolean());
            assertEquals("2026-03-02 09:05:00", body.get("expires").asText());
        }
    }

    @Test
    void whatTheDeviceCannotReadIsSaidInWords() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            for (FaultCode code : List.of(
                    FaultCode.CREDENTIAL_UNREADABLE,
                    FaultCode.CREDENTIAL_NOT_RECOGNISED,
                    FaultCode.IDENTITY_CARD_EXPIRED,
                    FaultCode.READER_NOT_CONNECTED)) {
                counter.cards.lay(new CardReading.Unreadable(code, "wires"));
                ApiCounter.Reply reply = counter.post("/credentials", read(1_000));
                assertEquals(code.name(), reply.code());
                assertEquals(code.sentence(), reply.body().at("/error/message").asText());
                assertEquals("wires", reply.body().at("/error/detail").asText());
            }
            assertEquals(
                    "CREDENTIAL_NOT_PRESENTED",
                    counter.post("/credentials", read(20)).code());
        }
    }

    @Test
    void anUnknownReaderPersonOrOperatorIsRefused() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            ApiCounter.Reply noReader = counter.post("/credentials", "{\"reader\":\"x\"," + ApiCounter.TILL + "}");
            assertEquals("READER_UNKNOWN", noReader.code());
            assertEquals(404, noReader.status());
            counter.cards.lay(new InsuredCard.IdentityCard("370102199001019999", "生人"));
            assertEquals(
                    "PERSON_UNKNOWN", counter.post("/credentials", read(1_000)).code());
            ApiCounter.Reply nobody = counter.post("/credentials", "{\"reader\":\"identity-card\"}");
            assertEquals("FIELD_MISSING", nobody.code());
            assertEquals("opter", nobody.field());
        }
    }

    @Test
    void timeoutsHaveTheirRange() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            for (String wrong : List.of("0", "60001", "1.5", "\"5\"", "null", "99999999999")) {
                String body = "{\"reader\":\"identity-card\",\"timeout_ms\":" + wrong + "," + ApiCounter.TILL + "}";
                ApiCounter.Reply reply = counter.post("/credentials", body);
                assertEquals("FIELD_INVALID", reply.code(), wrong);
                assertEquals("timeout_ms", reply.field());
            }
        }
    }

    @Test
    void aDeviceThatIsBeingReadIsBusy() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            CompletableFuture<CardReading> first = new CompletableFuture<>();
            // Whichever call comes first: this one asks until the device is its own.
            Thread waiting = new Thread(() -> {
                CardReading reading = new CardReading.NothingPresented();
                while (!(reading instanceof CardReading.Presented)) {
                    reading = counter.readers()
                            .read("identity-card", Duration.ofSeconds(20))
                            .orElseThrow();
                }
                first.complete(reading);
            });
            waiting.start();
            ApiCounter.Reply reply = counter.post("/credentials", read(1));
            while (!reply.code().equals("READER_BUSY")) {
                reply = counter.post("/credentials", read(1));
            }
            assertEquals(409, reply.status());
            counter.layIdentityCard();
            assertTrue(first.get() instanceof CardReading.Presented);
        }
    }

    @Test
    void offlineAVoucherIsRefusedAndAKnownIdentityCardServes() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            counter.platform.cutLine();
            counter.layIdentityCard();
            assertEquals(
                    "PERSON_UNKNOWN_OFFLINE",
                    counter.post("/credentials", read(1_000)).code());
            counter.platform.restoreLine();
            counter.credential();
            counter.platform.cutLine();
            counter.cards.lay(new InsuredCard.ElectronicVoucher(ApiCounter.VOUCHER));
            ApiCounter.Reply voucher = counter.post("/credentials", read(1_000));
            assertEquals("CREDENTIAL_OFFLINE_NOT_ALLOWED", voucher.code());
            assertEquals(422, voucher.status());
            counter.layIdentityCard();
            ApiCounter.Reply known = counter.post("/credentials", read(1_000));
            assertEquals(200, known.status());
            assertFalse(known.body().get("online").asBoolean());
            counter.clock.move(Duration.ofDays(30));
            counter.layIdentityCard();
            assertEquals(
                    "PERSON_SNAPSHOT_TOO_OLD",
                    counter.post("/credentials", read(1_000)).code());
        }
    }
}
