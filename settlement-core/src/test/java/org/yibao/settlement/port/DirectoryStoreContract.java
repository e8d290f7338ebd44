package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.testing.PartFiles;

/** {@link DirectoryStore}, and the {@link Catalogue} and {@link StopList} that it is to whoever looks things up. */
public abstract class DirectoryStoreContract {
    protected static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String ASPIRIN = "XA01";

    protected Opened store;

    /** The three ports of one opened store. */
    public record Opened(DirectoryStore parts, Catalogue catalogue, StopList stopList) {}

    /** A store without content. */
    protected abstract Opened create();

    /** The same store after the process ended and started again. */
    protected abstract Opened restart(Opened running);

    /** Of a file: 64 hexadecimal digits. */
    protected abstract String digest(Bytes file);

    @BeforeEach
    void createStore() {
        store = create();
    }

    @Test
    void nothingIsHereBeforeTheFirstVersion() {
        for (DirectoryPart part : DirectoryPart.values()) {
            assertEquals(PartStanding.nothing(part), store.parts().standing(part));
        }
        assertEquals(Optional.empty(), store.catalogue().find(ASPIRIN, DAY));
        assertFalse(store.stopList().stops("370100001", DAY));
    }

    @Test
    void piecesOfTheSameFileStayAndThoseOfAnotherDoNot() {
        Bytes file = catalogue(PartFiles.item(ASPIRIN, "阿司匹林", "2020-01-01", "null"));
        DirectoryOffer offer = offer(DirectoryPart.CATALOGUE, "v1", 1, file);
        assertEquals(0, store.parts().offered(offer, NOON));
        store.parts().kept(DirectoryPart.CATALOGUE, 0, part(file, 0, 10));
        store.parts().kept(DirectoryPart.CATALOGUE, 10, part(file, 10, 20));
        store = restart(store);
        assertEquals(20, standing().bytesHere());
        assertEquals(offer, standing().offer());
        DirectoryOffer again = new DirectoryOffer(
                DirectoryPart.CATALOGUE, "other number", "plc", "v1", 1, file.length(), offer.digest());
        assertEquals(20, store.parts().offered(again, LATER));
        assertEquals(again, standing().offer());
        Bytes other = catalogue(PartFiles.item(ASPIRIN, "other", "2020-01-01", "null"));
        assertEquals(0, store.parts().offered(offer(DirectoryPart.CATALOGUE, "v2", 1, other), LATER));
        assertEquals(0, standing().bytesHere());
    }

    @Test
    void onlyThePieceThatComesNextIsKept() {
        Bytes file = catalogue(PartFiles.item(ASPIRIN, "阿司匹林", "2020-01-01", "null"));
        assertThrows(
                IllegalStateException.class, () -> store.parts().kept(DirectoryPart.CATALOGUE, 0, part(file, 0, 10)));
        store.parts().offered(offer(DirectoryPart.CATALOGUE, "v1", 1, file), NOON);
        store.parts().kept(DirectoryPart.CATALOGUE, 0, part(file, 0, 10));
        for (long wrong : new long[] {0, 5, 11, -1}) {
            assertThrows(
                    IllegalStateException.class,
                    () -> store.parts().kept(DirectoryPart.CATALOGUE, wrong, part(file, 10, 20)));
        }
        byte[] tooLong = new byte[file.length()];
        assertThrows(
                IllegalStateException.class, () -> store.parts().kept(DirectoryPart.CATALOGUE, 10, Bytes.of(tooLong)));
        assertEquals(10, standing().bytesHere());
        assertThrows(IllegalStateException.class, () -> store.parts().activated(DirectoryPart.CATALOGUE, NOON));
    }

    @Test
    void anActivatedVersionIsThereWholeAndItsBytesAreGone() {
        activate(DirectoryPart.CATALOGUE, "v1", 1, catalogue(PartFiles.item(ASPIRIN, "阿司匹林", "2020-01-01", "null")));
        store = restart(store);
        assertEquals(new PartStanding(DirectoryPart.CATALOGUE, "v1", 1, LATER, NOON, null, 0, ""), standing());
        assertEquals(
                Optional.of(new Catalogue.Item(ASPIRIN, "阿司匹林", "101", "02", null, null, false, false, false)),
                store.catalogue().find(ASPIRIN, DAY));
        activate(DirectoryPart.CATALOGUE, "v2", 1, catalogue(PartFiles.item("XB02", "布洛芬", "2020-01-01", "null")));
        assertEquals(Optional.empty(), store.catalogue().find(ASPIRIN, DAY));
        assertTrue(store.catalogue().find("XB02", DAY).isPresent());
    }

    @Test
    void anItemHasTheCeilingAndTheRatioInForceOnTheDayAndALaterRowChangesNoEarlierDay() {
        activate(
                DirectoryPart.CATALOGUE,
                "v1",
                2,
                catalogue(PartFiles.item(ASPIRIN, "旧名", "2025-01-01", "2026-03-01")
                        + PartFiles.item(ASPIRIN, "新名", "2026-03-02", "null")));
        activate(
                DirectoryPart.PRICE_CEILINGS,
                "v1",
                3,
                PartFiles.zip(
                        "ceilings.txt",
                        ASPIRIN + "\t1\t12.50\t2025-01-01\t2026-03-01\t1\n" + ASPIRIN
                                + "\t1\t11.123456\t2026-03-02\tnull\t1\n" + ASPIRIN
                                + "\t1\t0.01\t2025-01-01\tnull\t0\n"));
        activate(
                DirectoryPart.SELF_PAY_RATIOS,
                "v1",
                1,
                PartFiles.zip("ratios.txt", ASPIRIN + "\t1\t1\t0.15\t2026-03-02\tnull\t1\n"));
        Catalogue.Item before =
                store.catalogue().find(ASPIRIN, DAY.minusDays(1)).orElseThrow();
        Catalogue.Item then = store.catalogue().find(ASPIRIN, DAY).orElseThrow();
        assertEquals("旧名", before.name());
        assertEquals(new BigDecimal("12.50"), before.priceCeiling());
        assertNull(before.selfpayProportion());
        assertEquals("新名", then.name());
        assertEquals(new BigDecimal("11.123456"), then.priceCeiling());
        assertEquals(new BigDecimal("0.15"), then.selfpayProportion());
        assertEquals(Optional.empty(), store.catalogue().find(ASPIRIN, LocalDate.of(2024, 12, 31)));
    }

    @Test
    void aStoppedPersonIsFoundOnTheDaysOfTheRow() {
        activate(
                DirectoryPart.STOP_LIST,
                "v1",
                1,
                PartFiles.zip("stopped.txt", "370100001\t01\t2026-03-01\t2026-03-31\n"));
        store = restart(store);
        assertTrue(store.stopList().stops("370100001", DAY));
        assertTrue(store.stopList().stops("370100001", LocalDate.of(2026, 3, 31)));
        assertFalse(store.stopList().stops("370100001", LocalDate.of(2026, 4, 1)));
        assertFalse(store.stopList().stops("370100002", DAY));
    }

    @Test
    void aFileThatIsNotWhatWasOfferedChangesNothing() {
        String row = PartFiles.item(ASPIRIN, "阿司匹林", "2020-01-01", "null");
        activate(DirectoryPart.CATALOGUE, "v1", 1, catalogue(row));
        Bytes good = catalogue(row.replace("阿司匹林", "另一个"));
        String overlapping = PartFiles.item(ASPIRIN, "a", "2020-01-01", "2020-06-30")
                + PartFiles.item(ASPIRIN, "b", "2020-06-30", "null");
        String twice = PartFiles.item(ASPIRIN, "a", "2020-01-01", "2020-06-30")
                + PartFiles.item(ASPIRIN, "b", "2020-01-01", "2020-06-30");
        refused(new DirectoryOffer(DirectoryPart.CATALOGUE, "q", "plc", "v2", 1, good.length(), "0".repeat(64)), good);
        refused(offer(DirectoryPart.CATALOGUE, "v2", 2, good), good);
        refused(offer(DirectoryPart.CATALOGUE, "v2", 2, catalogue(overlapping)), catalogue(overlapping));
        refused(offer(DirectoryPart.CATALOGUE, "v2", 2, catalogue(twice)), catalogue(twice));
        Bytes wrong = catalogue(row + row.replace("101", "999"));
        refused(offer(DirectoryPart.CATALOGUE, "v2", 2, wrong), wrong);
        activate(DirectoryPart.CATALOGUE, "v2", 1, good);
        assertEquals("", standing().refusal());
    }

    private void refused(DirectoryOffer offer, Bytes file) {
        store.parts().offered(offer, LATER);
        store.parts().kept(offer.part(), 0, file);
        PartStanding before = standing();
        assertThrows(PartFileException.class, () -> store.parts().activated(offer.part(), LATER));
        assertEquals(before, standing());
        store.parts().refused(offer.part(), "a reason");
        assertEquals(new PartStanding(DirectoryPart.CATALOGUE, "v1", 1, LATER, NOON, null, 0, "a reason"), standing());
        assertEquals("阿司匹林", store.catalogue().find(ASPIRIN, DAY).orElseThrow().name());
    }

    @Test
    void filesOfAPartWithoutRowsComeOutAsTheyWentIn() {
        PackedFile first = new PackedFile("revocations.pem", Bytes.of(new byte[] {1, 2, 3}));
        PackedFile second = new PackedFile("announcement-1.pem", Bytes.of(new byte[] {4}));
        Bytes file = PartFiles.zip(first, second);
        store.parts().offered(offer(DirectoryPart.TRUST, "v1", 2, file), NOON);
        store.parts().kept(DirectoryPart.TRUST, 0, file);
        assertEquals(List.of(first, second), store.parts().files(DirectoryPart.TRUST));
        store.parts().activated(DirectoryPart.TRUST, LATER);
        assertEquals(
                new PartStanding(DirectoryPart.TRUST, "v1", 2, LATER, NOON, null, 0, ""),
                store.parts().standing(DirectoryPart.TRUST));
    }

    @Test
    void aConfirmedVersionIsFreshAndWhatWasBeingFetchedIsDropped() {
        Bytes file = catalogue(PartFiles.item(ASPIRIN, "阿司匹林", "2020-01-01", "null"));
        store.parts().offered(offer(DirectoryPart.CATALOGUE, "v1", 1, file), NOON);
        store.parts().kept(DirectoryPart.CATALOGUE, 0, part(file, 0, 10));
        assertTrue(standing().stale(NOON, Duration.ofDays(3)));
        store.parts().confirmed(DirectoryPart.CATALOGUE, NOON);
        store = restart(store);
        assertNull(standing().offer());
        assertEquals(0, standing().bytesHere());
        assertFalse(standing().stale(NOON.plus(Duration.ofDays(3)), Duration.ofDays(3)));
        assertTrue(standing().stale(NOON.plus(Duration.ofDays(3)).plusSeconds(1), Duration.ofDays(3)));
        assertTrue(standing().stale(NOON.minusSeconds(1), Duration.ofDays(3)));
    }

    private PartStanding standing() {
        return store.parts().standing(DirectoryPart.CATALOGUE);
    }

    /** Offered at noon, active a minute later. */
    protected final void activate(DirectoryPart part, String version, long rows, Bytes file) {
        store.parts().offered(offer(part, version, rows, file), NOON);
        store.parts().kept(part, 0, file);
        store.parts().activated(part, LATER);
    }

    protected final DirectoryOffer offer(DirectoryPart part, String version, long rows, Bytes file) {
        return new DirectoryOffer(part, "q-" + version, "plc", version, rows, file.length(), digest(file));
    }

    protected static Bytes catalogue(String text) {
        return PartFiles.zip("catalogue.txt", text);
    }

    private static Bytes part(Bytes file, int from, int to) {
        return Bytes.of(Arrays.copyOfRange(file.toArray(), from, to));
    }
}
