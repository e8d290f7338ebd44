package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.emulators.EmulatedIdentityCard;
import org.yibao.emulators.EmulatedIdentityCardReader;
import org.yibao.platform.ledger.Entry;
import org.yibao.settlement.TerminalProfile;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/** Row 24 of the reliability tests: what waits at one box is sent by another, in either direction and once. */
final class HandoverTest {
    private static final String BUYER = "370100000000001";

    @TempDir
    private Path work;

    private Stage stage;
    private EmulatedIdentityCardReader reader;
    private Site second;
    private Path secret;

    @BeforeEach
    void set() throws IOException {
        stage = Devices.pharmacy(work, Site.Limits.USUAL);
        reader = EmulatedIdentityCardReader.at(work.resolve("devices").resolve("second-identity-card"));
        TerminalProfile first = stage.pharmacy().profile();
        second = Site.enrolled(
                work.resolve("second"),
                new TerminalProfile(first.institution(), first.institutionName(), 'Z', first.admdvs()),
                "- {name: identity-card, kind: identity-card, device: \"" + reader.path() + "\"}\n",
                Site.Limits.USUAL,
                stage.platform());
        secret = Files.writeString(work.resolve("secret"), "for testing only");
        openSecond();
        second.awaitLine(true);
    }

    @AfterEach
    void close() {
        if (second != null) {
            second.close();
        }
        if (reader != null) {
            reader.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    private void openSecond() {
        second.open(StallingTerminal.class.getName(), "P002", "王收银");
    }

    @Test
    void eachTakesOverWhatTheOtherSoldWithTheLineDown() {
        laidAtSecond();
        stage.laid(BUYER);
        stage.platform().control().cut();
        stage.pharmacy().awaitLine(false);
        second.awaitLine(false);
        String atFirst = sold(stage.pharmacy(), stage.laid(BUYER), "first-1");
        String atSecond = sold(second, laidAtSecond(), "second-1");
        stage.pharmacy().close();
        second.close();

        Path toSecond = evacuated(stage.pharmacy(), second);
        Path toFirst = evacuated(second, stage.pharmacy());
        assertEquals(ExitCode.OK, takenOver(second, toSecond));
        assertEquals(ExitCode.REFUSED, takenOver(second, toSecond));
        assertEquals(ExitCode.REFUSED, takenOver(stage.pharmacy(), toSecond), "it is for the other");
        assertEquals(ExitCode.OK, takenOver(stage.pharmacy(), toFirst));

        stage.platform().control().restore();
        stage.openPharmacy();
        openSecond();
        awaitState(second, atFirst, "ACKNOWLEDGED");
        awaitState(stage.pharmacy(), atSecond, "ACKNOWLEDGED");
        awaitState(stage.pharmacy(), atFirst, "HANDED_OVER");
        awaitState(second, atSecond, "HANDED_OVER");
        assertEquals(1, bookedBy(stage.pharmacy()));
        assertEquals(1, bookedBy(second));
        assertEquals(List.of(), stage.platform().control().alarms());
        Patience.await(() -> stage.platform().control().gaps().isEmpty(), "a message that came is missed");
    }

    private Reply laidAtSecond() {
        EmulatedIdentityCard card = stage.cardOf(BUYER);
        reader.liftCard();
        return second.counter().present("identity-card", () -> reader.layCard(card));
    }

    private static String sold(Site site, Reply presented, String key) {
        Reply quote = site.counter().quote(presented.body(), Counter.prescription(true, "DEMO-A-02 1 39.80"));
        Reply settled = site.counter().settle(quote, key);
        assertEquals("PROVISIONAL", settled.body().path("told").asText());
        return settled.body().path("settlement").asText();
    }

    private static void awaitState(Site site, String settlement, String expected) {
        Patience.await(
                () -> site.counter()
                        .settlement(settlement)
                        .path("state")
                        .asText()
                        .equals(expected),
                settlement + " did not become " + expected);
    }

    private long bookedBy(Site site) {
        return stage.platform().control().entries().stream()
                .map(Entry::terminal)
                .filter(site.key()::equals)
                .count();
    }

    private Path evacuated(Site from, Site to) {
        Path out = work.resolve("to-" + to.profile().letter());
        String receiver = to.profile().institution().code() + "-" + to.profile().letter();
        assertEquals(ExitCode.OK, command(from, "store", "evacuate", "--to", receiver, "--out", out.toString()));
        return out;
    }

    private int takenOver(Site by, Path file) {
        return command(by, "store", "take-over", file.toString());
    }

    private int command(Site site, String... arguments) {
        List<String> whole = new ArrayList<>(List.of(arguments));
        whole.addAll(List.of("--config", site.configuration().toString(), "--passphrase-file", secret.toString()));
        PrintStream print = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(whole.toArray(String[]::new));
    }
}
