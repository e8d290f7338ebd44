package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.platform.ledger.Terminals;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/**
 * Rows 13 and 24 of the reliability tests: a store restored from an old copy and a cloned disk are noticed at their
 * first contact, and nothing is settled or sent twice. A platform that was itself restored tells them from a terminal
 * that only went on.
 */
final class ForkedJournalTest {
    private static final String BUYER = "370100000000001";

    @TempDir
    private Path work;

    private Stage stage;
    private Site pharmacy;
    private int keys;

    @BeforeEach
    void set() {
        stage = Devices.pharmacy(work, Site.Limits.USUAL);
        pharmacy = stage.pharmacy();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void storeRestoredFromAnOldCopySettlesNothingUntilItIsReleased() throws IOException {
        sell();
        pharmacy.close();
        Path store = pharmacy.folder().resolve("store");
        Path old = copied(store, work.resolve("old-store"));
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        sell();
        pharmacy.close();
        deleted(store);
        copied(old, store);

        stage.openPharmacy();
        awaitFault(pharmacy.counter().till(), "JOURNAL_FORKED");
        assertSettlesNothing();
        assertEquals(2, Outcome.entries(stage).size());
        // The terminal knows it from its own mark, before the platform does.
        Patience.await(() -> !alarms().isEmpty(), "the platform did not notice");
        assertEquals(List.of("JOURNAL_FORKED"), alarms());

        stage.platform().control().cut();
        pharmacy.close();
        stage.openPharmacy();
        pharmacy.awaitLine(false);
        assertEquals("JOURNAL_FORKED", fault(pharmacy.counter().till()));
        assertSettlesNothing();

        stage.platform().control().restore();
        stage.platform().control().release(pharmacy.key());
        awaitFault(pharmacy.counter().till(), "");
        sell();
        assertEquals(3, Outcome.entries(stage).size());
        assertEquals(1, alarms().size());
    }

    @Test
    void cloneThatComesAfterTheOtherMovedOnIsStopped() throws IOException {
        sell();
        pharmacy.close();
        Path clone = copied(pharmacy.folder(), work.resolve("clone"));
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        sell();
        pharmacy.close();
        try (TerminalProcess second =
                TerminalProcess.start(StallingTerminal.class.getName(), clone.resolve("terminal.yaml"), clone)) {
            assertTrue(second.startMillis() >= 0);
            awaitFault(till(clone), "JOURNAL_FORKED");
        }
        assertEquals(List.of("JOURNAL_FORKED"), alarms());
        stage.openPharmacy();
        awaitFault(pharmacy.counter().till(), "JOURNAL_FORKED");
        assertSettlesNothing();
        assertEquals(2, Outcome.entries(stage).size());
    }

    @Test
    void platformRestoredFromItsBackupGoesOnWithAnHonestTerminal() throws IOException {
        backUpBeforeAndSellAfter();
        restored();
        sell();
        assertEquals(List.of("LEDGER_BEHIND"), alarms());
        assertEquals("", fault(pharmacy.counter().till()));
        assertEquals(2, Outcome.entries(stage).size(), "what was booked after the backup is lost but for its traces");
        assertEquals(
                1, stage.platform().control().gaps().size(), "told of since the terminal's last countersigned head");
        pharmacy.close();
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        sell();
        assertEquals(List.of("LEDGER_BEHIND"), alarms());
    }

    @Test
    void cloneIsStillStoppedByAPlatformThatWasRestored() throws IOException {
        Path clone = backUpBeforeAndSellAfter();
        restored();
        pharmacy.close();
        try (TerminalProcess second =
                TerminalProcess.start(StallingTerminal.class.getName(), clone.resolve("terminal.yaml"), clone)) {
            assertTrue(second.startMillis() >= 0);
            awaitFault(till(clone), "JOURNAL_FORKED");
        }
        assertEquals(List.of("LEDGER_BEHIND", "JOURNAL_FORKED"), alarms());
        stage.openPharmacy();
        awaitFault(pharmacy.counter().till(), "JOURNAL_FORKED");
        assertSettlesNothing();
    }

    /**
     * One sale that the backup holds; one after it that was countersigned, and one that was only booked.
     *
     * @return the terminal's folder as it was at the time of the backup
     */
    private Path backUpBeforeAndSellAfter() throws IOException {
        sell();
        pharmacy.close();
        Path clone = copied(pharmacy.folder(), work.resolve("clone"));
        stage.restartPlatform(() -> copiedLedger(ledger(), backup()));
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        sell();
        pharmacy.close();
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        sell();
        return clone;
    }

    /** The terminal runs meanwhile, and finds its platform restored. */
    private void restored() {
        stage.restartPlatform(() -> copiedLedger(backup(), ledger()));
        Patience.await(() -> !alarms().isEmpty(), "the terminal did not come back");
        pharmacy.awaitLine(true);
    }

    private Path ledger() {
        return stage.work().resolve("platform/ledger.db");
    }

    private Path backup() {
        return stage.work().resolve("ledger-backup.db");
    }

    private static void copiedLedger(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Row 24: a backup of the terminal while it runs, restored on another box; the first box went on selling. */
    @Test
    void liveBackupRestoredOnAnotherBoxSettlesNothingAndSendsNothingTwice() throws IOException {
        sell();
        Path backup = work.resolve("backup.db");
        assertEquals(ExitCode.OK, command(pharmacy.folder(), "store", "backup", "--out", backup.toString()));
        assertEquals(ExitCode.STORE_IN_USE, command(pharmacy.folder(), "store", "restore", backup.toString()));
        String recovery = work.resolve("recovery").toString();
        Path secret = Files.writeString(work.resolve("secret"), "for testing only");
        assertEquals(
                ExitCode.OK,
                command(
                        pharmacy.folder(),
                        "store",
                        "recovery-key",
                        "--out",
                        recovery,
                        "--passphrase-file",
                        secret.toString()));
        sell();
        pharmacy.close();
        Path other = copied(pharmacy.folder(), work.resolve("other"));
        deleted(other.resolve("store"));
        Files.delete(other.resolve("certs/store.key"));

        assertEquals(ExitCode.REFUSED, command(other, "store", "restore", backup.toString()));
        assertEquals(
                ExitCode.OK,
                command(
                        other,
                        "store",
                        "restore",
                        backup.toString(),
                        "--recovery-key",
                        recovery,
                        "--passphrase-file",
                        secret.toString()));
        assertEquals(ExitCode.OK, command(other, "store", "check"));
        try (TerminalProcess second =
                TerminalProcess.start(StallingTerminal.class.getName(), other.resolve("terminal.yaml"), other)) {
            assertTrue(second.startMillis() >= 0);
            awaitFault(till(other), "JOURNAL_FORKED");
            Patience.await(() -> !alarms().isEmpty(), "the platform did not notice");
            assertEquals(2, Outcome.entries(stage).size());
        }
        assertEquals(List.of("JOURNAL_FORKED"), alarms());
    }

    private static int command(Path folder, String... arguments) {
        PrintStream print = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--config",
                                        folder.resolve("terminal.yaml").toString()))
                        .toArray(String[]::new));
    }

    private void sell() {
        Reply quote =
                pharmacy.counter().quote(stage.laid(BUYER).body(), Counter.prescription(true, "DEMO-A-02 1 39.80"));
        Reply settled = pharmacy.counter().settle(quote, "sale-" + ++keys);
        Outcome.awaitState(stage, settled.body().path("settlement").asText(), "ACKNOWLEDGED");
    }

    private void assertSettlesNothing() {
        Reply presented = stage.laid(BUYER);
        Reply quote = pharmacy.counter()
                .till()
                .post(
                        "/quotes",
                        Counter.prescription(true, "DEMO-A-02 1 39.80")
                                .put(
                                        "credential",
                                        presented.body().path("credential").asText()));
        assertEquals("JOURNAL_FORKED", quote.errorCode());
        assertTrue(quote.errorMessage().contains("联系技术人员"), quote.errorMessage());
        assertEquals(503, quote.status());
    }

    private static void awaitFault(Till till, String code) {
        Patience.await(() -> fault(till).equals(code), "the line's fault did not become '" + code + "'");
    }

    private static String fault(Till till) {
        return till.get("/health").body().at("/line_faults/0/code").asText();
    }

    private List<String> alarms() {
        return stage.platform().control().alarms().stream()
                .map(Terminals.Alarm::code)
                .toList();
    }

    private static Till till(Path folder) throws IOException {
        JsonNode address =
                new ObjectMapper().readTree(folder.resolve("store/address.json").toFile());
        String token = Files.readString(folder.resolve("token")).strip();
        return new Till(URI.create(address.path("address").asText()), token, "P002", "王收银", "till-2");
    }

    private static Path copied(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static void deleted(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
