package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Reversal;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

class StoredJsonTest {
    private static final MessageId ID = MessageId.parse("P3701020000120260302090000A000");
    private static final MessageId VOID_ID = MessageId.parse("P3701020000120260302090500A000");
    private static final MessageId REVERSAL_ID = MessageId.parse("P3701020000120260302090600A000");
    private static final String VERSION_1 = "settlement-version-1.json";

    @Test
    void everyComponentComesBackAsItWas() {
        Settlement full = full();
        assertEquals(full, StoredJson.decode(StoredJson.encode(full), Settlement.class));
    }

    @Test
    void absentComponentsComeBackAbsent() {
        Settlement recorded = Settlement.recorded(Sales.atPharmacy().made(ID, "key"));
        assertEquals(recorded, StoredJson.decode(StoredJson.encode(recorded), Settlement.class));
    }

    @Test
    void extremeAmountsAndDecimalsKeepEveryDigitAndTheirScale() {
        FeeLine line = new FeeLine(
                "1",
                "X",
                "101",
                "01",
                new BigDecimal("1.5000"),
                new BigDecimal("1E+3"),
                Amount.ofFen(Long.MIN_VALUE),
                new BigDecimal("0.10"),
                new BigDecimal("99999999999999999999.000001"),
                true,
                true,
                true);
        assertEquals(line, StoredJson.decode(StoredJson.encode(line), FeeLine.class));
    }

    /** Once a release wrote version 1, the file is never written again: it proves that what it kept is readable. */
    @Test
    void fileOfVersionOneIsRead() throws IOException {
        assertEquals(full(), StoredJson.decode(versionOne(), Settlement.class));
    }

    @Test
    void formOfVersionOneIsNotChangedUnnoticed() throws IOException {
        assertEquals(
                new String(versionOne(), StandardCharsets.UTF_8).strip(),
                new String(StoredJson.encode(full()), StandardCharsets.UTF_8),
                "the kept form changed: a released version stays, this needs the next one and a step that reads both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"version\":1}",
                "{\"version\":2,\"content\":{\"wasHeld\":true}}",
                "{\"version\":\"1\",\"content\":{\"wasHeld\":true}}",
                "{\"version\":1.0,\"content\":{\"wasHeld\":true}}",
                "{\"version\":1,\"content\":null}",
                "{\"version\":1,\"content\":{}}",
                "{\"version\":1,\"content\":{\"wasHeld\":null}}",
                "{\"version\":1,\"content\":{\"wasHeld\":\"true\"}}",
                "{\"version\":1,\"content\":{\"wasHeld\":1}}",
                "{\"version\":1,\"content\":{\"wasHeld\":true,\"more\":1}}",
                "{\"version\":1,\"content\":{\"wasHeld\":true,\"wasHeld\":false}}",
                "{\"version\":1,\"content\":{\"wasHeld\":true},\"more\":1}",
                "{\"version\":1,\"content\":{\"wasHeld\":true}} x"
            })
    void whatIsNotStrictlyTheRecordIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThrows(StoreException.class, () -> StoredJson.decode(bytes, Held.class));
    }

    record Held(boolean wasHeld) {}

    @Test
    void strictRecordIsRead() {
        byte[] bytes = "{\"version\":1,\"content\":{\"wasHeld\":true}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(new Held(true), StoredJson.decode(bytes, Held.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.5", "\"10\"", "null", "1e3", "9223372036854775808"})
    void amountIsWholeFenOnly(String amount) {
        String text = "{\"version\":1,\"content\":{\"type\":\"1\",\"name\":\"n\",\"amount\":" + amount
                + ",\"process\":\"\"}}";
        assertThrows(
                StoreException.class,
                () -> StoredJson.decode(text.getBytes(StandardCharsets.UTF_8), org.yibao.benefit.FundShare.class));
    }

    @Test
    void answerOfUnknownKindIsRefused() {
        byte[] bytes =
                "{\"version\":1,\"content\":{\"kind\":\"GUESSED\",\"wasHeld\":true}}".getBytes(StandardCharsets.UTF_8);
        assertThrows(StoreException.class, () -> StoredJson.decode(bytes, PlatformAnswer.class));
    }

    @Test
    void nullWhereTheRecordHasAValueIsRefused() {
        String text = new String(StoredJson.encode(Persons.person(1)), StandardCharsets.UTF_8);
        String withoutName = text.replace("\"name\":\"试验人1\"", "\"name\":null");
        assertFalse(withoutName.equals(text));
        assertThrows(
                StoreException.class,
                () -> StoredJson.decode(withoutName.getBytes(StandardCharsets.UTF_8), PersonSnapshot.class));
    }

    @Test
    void faultQuotesNothingOfTheContent() {
        String text = new String(StoredJson.encode(Persons.person(1)), StandardCharsets.UTF_8);
        String broken = text.replace("\"asOf\":\"2026-03-02T00:30:00Z\"", "\"asOf\":\"试验人\"");
        assertFalse(broken.equals(text));
        StoreException fault = assertThrows(
                StoreException.class,
                () -> StoredJson.decode(broken.getBytes(StandardCharsets.UTF_8), PersonSnapshot.class));
        assertFalse(String.valueOf(fault.getMessage()).contains("试验人"));
        assertTrue(String.valueOf(fault.getMessage()).contains("asOf"));
        assertEquals(null, fault.getCause());
    }

    private static byte[] versionOne() throws IOException {
        try (InputStream stored = StoredJsonTest.class.getResourceAsStream(VERSION_1)) {
            return Objects.requireNonNull(stored, VERSION_1).readAllBytes();
        }
    }

    /** A settlement with every component present, whether or not its life could lead there. */
    static Settlement full() {
        Sale sale = Sales.atPharmacy().to(buyer()).withoutLine().made(ID, "key");
        Cancellation cancellation = Sales.cancellation(sale, VOID_ID, "void");
        Reversal reversal = Sales.reversal(sale, REVERSAL_ID);
        return new Settlement(
                withEverything(sale),
                SettlementState.VOIDED,
                Told.DONE,
                Sales.bookedOtherwise(sale),
                new Cancellation(
                        VOID_ID,
                        cancellation.key(),
                        ID,
                        cancellation.operator(),
                        cancellation.madeAt(),
                        Sales.refused()),
                new Reversal(REVERSAL_ID, ID, reversal.madeAt(), new PlatformAnswer.Reversed(true)),
                Sales.closure(sale));
    }

    private static PersonSnapshot buyer() {
        PersonSnapshot person = Persons.person(1);
        InsuredPerson insured = new InsuredPerson(
                person.person().psnNo(), "390", "1501", List.of("1", "2"), true, null, null, "M03900");
        return new PersonSnapshot(
                insured,
                person.name(),
                person.identityNumber(),
                true,
                2026,
                YearToDate.of(Map.of("B", 2L, "A", 1L)),
                person.balance(),
                List.of(new PersonSnapshot.FamilyMember("37010000009", "SPOUSE", Amount.ofFen(1))),
                person.asOf());
    }

    private static Sale withEverything(Sale sale) {
        QuoteRequest plain = sale.request();
        QuoteRequest request = new QuoteRequest(
                LocalDateTime.of(2026, 3, 2, 8, 59, 59, 1),
                plain.medType(),
                plain.institution(),
                plain.patient(),
                QuoteRequest.Place.OUTSIDE,
                true,
                null,
                new QuoteRequest.Maternity(2, "SPOUSE"),
                plain.cum(),
                new PersonalAccount(
                        true, Amount.ofFen(5), List.of(new PersonalAccount.FamilyAccount("SPOUSE", Amount.ofFen(1)))),
                plain.lines(),
                true);
        return new Sale(
                sale.id(),
                sale.key(),
                sale.bodyDigest(),
                sale.operator(),
                sale.terminal(),
                sale.visitId(),
                sale.person(),
                sale.credential(),
                List.of(new Sale.FamilyPayer("37010000009", "SQ-1")),
                sale.diagnoses(),
                request,
                sale.quote(),
                sale.madeAt(),
                sale.offline());
    }
}
