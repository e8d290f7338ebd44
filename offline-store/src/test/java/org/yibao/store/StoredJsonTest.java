package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.Bytes;
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
    private static final String VERSION_2 = "settlement-version-2.json";
    private static final String STEPS_1 = "steps-version-1.txt";

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

    /** Once a release wrote version 1, its files are never written again: they prove that what it kept is readable. */
    @Test
    void fileOfVersionOneIsRead() throws IOException {
        assertEquals(fullOfVersionOne(), StoredJson.decode(stored(VERSION_1), Settlement.class));
    }

    @Test
    void journalRecordsOfVersionOneAreReadAndTaken() throws IOException {
        Settlement old = fullOfVersionOne();
        List<Step> steps = new String(stored(STEPS_1), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", 2))
                .map(record -> (Step) StoredJson.decode(
                        record[1].getBytes(StandardCharsets.UTF_8),
                        Step.Kind.valueOf(record[0]).content()))
                .toList();
        assertEquals(
                List.of("ACCEPTED", "TOLD", "ANSWERED", "VOIDED", "REVERSING", "CLOSED"),
                steps.stream().map(step -> step.kind().name()).toList());
        assertEquals(Settlement.recorded(old.sale()), steps.get(0).appliedTo(Optional.empty()));
        assertEquals(Optional.empty(), steps.get(2).moved());
        Settlement booked = steps.get(2).appliedTo(Optional.of(Settlement.recorded(old.sale())));
        Settlement told = steps.get(1).appliedTo(Optional.of(booked));
        assertEquals(Told.DIFFERENCE, told.told());
        assertEquals(
                Told.DONE,
                new Step.CounterTold(ID, Told.DONE).appliedTo(Optional.of(told)).told());
        Cancellation taken = steps.get(3).appliedTo(Optional.of(told)).cancellation();
        assertNull(Objects.requireNonNull(taken).bodyDigest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"confirmation\":null", "\"confirmation\":{}"})
    void versionOneWithWhatItDidNotHaveIsRefused(String component) throws IOException {
        String text =
                new String(stored(VERSION_1), StandardCharsets.UTF_8).replace("\"state\":", component + ",\"state\":");
        assertThrows(
                StoreException.class, () -> StoredJson.decode(text.getBytes(StandardCharsets.UTF_8), Settlement.class));
    }

    @Test
    void fileOfVersionTwoIsRead() throws IOException {
        assertEquals(full(), StoredJson.decode(stored(VERSION_2), Settlement.class));
    }

    @Test
    void formOfVersionTwoIsNotChangedUnnoticed() throws IOException {
        assertEquals(
                new String(stored(VERSION_2), StandardCharsets.UTF_8).strip(),
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
                "{\"version\":3,\"content\":{\"wasHeld\":true}}",
                "{\"version\":0,\"content\":{\"wasHeld\":true}}",
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

    private static byte[] stored(String name) throws IOException {
        try (InputStream stored = StoredJsonTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stored, name).readAllBytes();
        }
    }

    /** {@link #full} as version 1 kept it. */
    private static Settlement fullOfVersionOne() {
        Settlement full = full();
        Sale sale = full.sale();
        Cancellation cancellation = Objects.requireNonNull(full.cancellation());
        return new Settlement(
                withEverything(sale, null),
                full.state(),
                full.told(),
                full.answer(),
                null,
                new Cancellation(
                        cancellation.id(),
                        cancellation.key(),
                        null,
                        cancellation.settlement(),
                        cancellation.operator(),
                        cancellation.madeAt(),
                        cancellation.answer()),
                full.reversal(),
                full.closure());
    }

    /** A settlement with every component present, whether or not its life could lead there. */
    static Settlement full() {
        Sale sale = Sales.atPharmacy().to(buyer()).withoutLine().made(ID, "key");
        Cancellation cancellation = Sales.cancellation(sale, VOID_ID, "void");
        Reversal reversal = Sales.reversal(sale, REVERSAL_ID);
        return new Settlement(
                withEverything(sale, sale.certificate()),
                SettlementState.VOIDED,
                Told.DONE,
                Sales.bookedOtherwise(sale),
                Sales.confirmation(sale),
                new Cancellation(
                        VOID_ID,
                        cancellation.key(),
                        cancellation.bodyDigest(),
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

    private static Sale withEverything(Sale sale, @Nullable Bytes certificate) {
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
                certificate,
                sale.madeAt(),
                sale.offline());
    }
}
