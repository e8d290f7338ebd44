package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Told;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

/** Row 25 of the reliability list, in the bytes of the store's own files. */
class PrivacyTest {
    private static final String NAME = "欧阳金丝雀";
    private static final String IDENTITY_NUMBER = Persons.identityNumber(777);

    @TempDir
    Path folder;

    @Test
    void nameAndIdentityNumberStandInNoFileInClear() throws IOException {
        String settlement;
        try (SqliteStore store = TestStores.open(folder.resolve("store.db"))) {
            Sale sale = liveThrough(store);
            settlement = sale.id().value();
            assertTrue(files().size() >= 3, "the write-ahead log is searched too");
            assertNowhere();
        }
        assertNowhere();
        assertTrue(found(settlement.getBytes(StandardCharsets.US_ASCII)), "the search finds what does stand there");
    }

    /** Lets the two values through every door there is. */
    private static Sale liveThrough(SqliteStore store) {
        PersonSnapshot plain = Persons.person(777);
        PersonSnapshot person = new PersonSnapshot(
                plain.person(),
                NAME,
                IDENTITY_NUMBER,
                false,
                2026,
                plain.cum(),
                plain.balance(),
                List.of(new PersonSnapshot.FamilyMember(IDENTITY_NUMBER, "SPOUSE", plain.balance())),
                plain.asOf());
        store.persons().remember(person);
        Sale sale = Sales.atPharmacy().to(person).made(store.ids().next(Sales.MORNING), "till-" + IDENTITY_NUMBER);
        store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
        store.settlements().attempted(sale.id(), TestStores.CLOCK.instant());
        store.settlements().postponed(sale.id(), TestStores.CLOCK.instant(), NAME + IDENTITY_NUMBER, true);
        store.settlements().setAside(sale.id(), NAME + IDENTITY_NUMBER);
        store.settlements().told(sale.id(), Told.PROVISIONAL);
        store.settlements()
                .answered(
                        sale.id(),
                        new PlatformAnswer.Refused("1", NAME + IDENTITY_NUMBER),
                        Sales.evidence(NAME + IDENTITY_NUMBER),
                        person);
        Sale second = Sales.atPharmacy().to(person).made(store.ids().next(Sales.MORNING), "till-2-" + IDENTITY_NUMBER);
        store.settlements().accept(second, before -> Sales.message(second), Sales.after(second));
        store.settlements().told(second.id(), Told.PROVISIONAL);
        Cancellation cancellation =
                Sales.cancellation(second, store.ids().next(Sales.MORNING), "void-" + IDENTITY_NUMBER);
        store.settlements().voided(cancellation, before -> Sales.message(cancellation), person);
        Sale third = withCertificate(
                Sales.atPharmacy().to(person).made(store.ids().next(Sales.MORNING), "till-3"), NAME + IDENTITY_NUMBER);
        store.settlements().accept(third, before -> Sales.message(third), Sales.after(third));
        return sale;
    }

    private static Sale withCertificate(Sale sale, String text) {
        return new Sale(
                sale.id(),
                sale.key(),
                sale.bodyDigest(),
                sale.operator(),
                sale.terminal(),
                sale.visitId(),
                sale.person(),
                sale.credential(),
                sale.familyPayers(),
                sale.diagnoses(),
                sale.request(),
                sale.quote(),
                Bytes.of(text.getBytes(StandardCharsets.UTF_8)),
                sale.madeAt(),
                sale.offline());
    }

    private void assertNowhere() throws IOException {
        for (String secret : List.of(NAME, NAME.substring(2), IDENTITY_NUMBER)) {
            for (byte[] form : forms(secret)) {
                assertFalse(found(form), secret + " as " + HexFormat.of().formatHex(form));
            }
        }
        assertEquals(List.of(), namesWithSecrets());
    }

    private static List<byte[]> forms(String secret) {
        List<byte[]> forms = new ArrayList<>();
        for (Charset charset : List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("GB18030"))) {
            byte[] bytes = secret.getBytes(charset);
            forms.add(bytes);
            forms.add(HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
        }
        return forms;
    }

    private boolean found(byte[] form) throws IOException {
        for (Path file : files()) {
            // Latin-1 maps bytes to characters one to one.
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (content.contains(new String(form, StandardCharsets.ISO_8859_1))) {
                return true;
            }
        }
        return false;
    }

    private List<String> namesWithSecrets() throws IOException {
        return files().stream()
                .map(Path::toString)
                .filter(name -> name.contains(NAME) || name.contains(IDENTITY_NUMBER))
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
