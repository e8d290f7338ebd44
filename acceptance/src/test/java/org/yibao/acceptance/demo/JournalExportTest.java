package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.Programs;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;

/**
 * The journal of a terminal that sold, exported: our verifier and one in another language, with other cryptography and
 * no code of ours, judge its file the same.
 */
final class JournalExportTest {
    private static final String BUYER = "370100000000001";
    private static final int SPOILED_BYTES = 12;
    private static final long SEED = 6;
    private static final Pattern RECORD = Pattern.compile("(?:第 |record )([0-9]+)(?: 条有问题|: )");

    private static final Pattern IDENTITY_NUMBER = Pattern.compile("(?<![0-9A-Za-z])[0-9]{17}[0-9X](?![0-9A-Za-z])");

    private record Verdict(int exitCode, String output) {
        boolean isSound() {
            return exitCode == 0;
        }

        /** Of the record that is wrong; empty when none is named. */
        String record() {
            Matcher named = RECORD.matcher(output);
            return !isSound() && named.find() ? named.group(1) : "";
        }
    }

    @TempDir
    private Path work;

    private Stage stage;
    private Path export;
    private long records;

    @BeforeEach
    void sellAndExport() {
        Programs.required("python3", "openssl");
        stage = Devices.pharmacy(work, Site.Limits.USUAL);
        Site pharmacy = stage.pharmacy();
        TerminalKey key = pharmacy.key();
        Reply quote =
                pharmacy.counter().quote(stage.laid(BUYER).body(), Counter.prescription(true, "DEMO-A-02 1 39.80"));
        Reply settled = pharmacy.counter().settle(quote, "sale-1");
        Outcome.awaitState(stage, settled.body().path("settlement").asText(), "ACKNOWLEDGED");
        // Signing out has the whole journal countersigned.
        pharmacy.close();
        records = stage.platform().control().countersigned(key).orElseThrow().number();
        export = work.resolve("journal.txt");
        Verdict exported = command("journal", "export", "--config", configuration(), "--out", export.toString());
        assertEquals(0, exported.exitCode(), exported.output());
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void strangerFindsItSoundAndCountersignedToTheEnd() throws Exception {
        Verdict ours = ours(export);
        Verdict strangers = strangers(export);
        assertTrue(ours.isSound(), ours.output());
        assertTrue(ours.output().contains("平台已核签到第 " + records + " 条"), ours.output());
        assertTrue(strangers.isSound(), strangers.output());
        assertTrue(strangers.output().contains("countersigned " + records + ", unprovable 0"), strangers.output());
        assertFalse(Files.readString(export).contains("39.80"), "what was sold stays sealed");
    }

    @Test
    void strangerNamesTheSameRecord() throws Exception {
        List<String> whole = Files.readAllLines(export);
        List<Integer> at = new ArrayList<>();
        for (int line = 0; line < whole.size(); line++) {
            if (whole.get(line).startsWith("record ")) {
                at.add(line);
            }
        }
        assertTrue(at.size() >= 3, "records to play with");
        sameVerdict("2", lines -> lines.remove((int) at.get(1)));
        sameVerdict("2", lines -> lines.add(at.get(1), lines.get(at.get(0))));
        sameVerdict("1", lines -> lines.add(at.get(0), lines.remove((int) at.get(1))));
        sameVerdict("3", lines -> lines.set(at.get(2), lines.get(at.get(2)).replace("record 3 2 ", "record 3 1 ")));
        sameVerdict(
                Long.toString(records),
                lines -> lines.subList(at.get(at.size() - 1), lines.size()).clear());
        sameVerdict("", lines -> lines.remove(lines.size() - 1));
        sameVerdict("", lines -> lines.add("end"));
    }

    /** Row 6: bytes flip; all of them are the concern of JournalFileTest, a stranger gets some. */
    @Test
    void strangerFindsFlippedBytes() throws Exception {
        byte[] whole = Files.readAllBytes(export);
        Random random = new Random(SEED);
        for (int i = 0; i < SPOILED_BYTES; i++) {
            byte[] spoiled = whole.clone();
            int byteAt = random.nextInt(spoiled.length);
            spoiled[byteAt] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Path bad = Files.write(work.resolve("spoiled"), spoiled);
            Verdict ours = ours(bad);
            Verdict strangers = strangers(bad);
            assertFalse(ours.isSound(), "byte " + byteAt);
            assertFalse(strangers.isSound(), "byte " + byteAt);
            assertEquals(ours.record(), strangers.record(), "byte " + byteAt + ours + strangers);
        }
    }

    @Test
    void recordIsShownInWordsWithThePersonMasked() {
        Verdict shown = command("journal", "show", "1", "--config", configuration());
        assertEquals(0, shown.exitCode(), shown.output());
        assertTrue(shown.output().contains("记账"), shown.output());
        assertTrue(shown.output().contains("总费用 39.80"), shown.output());
        assertTrue(shown.output().contains("*"), shown.output());
        assertFalse(IDENTITY_NUMBER.matcher(shown.output()).find(), shown.output());
        assertEquals(
                3,
                command("journal", "show", "999", "--config", configuration()).exitCode());
    }

    private void sameVerdict(String record, Consumer<List<String>> change) throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(export));
        change.accept(lines);
        Path changed = Files.writeString(work.resolve("changed"), String.join("\n", lines) + "\n");
        Verdict ours = ours(changed);
        Verdict strangers = strangers(changed);
        assertFalse(ours.isSound());
        assertFalse(strangers.isSound());
        assertEquals(record, ours.record(), ours.output());
        assertEquals(record, strangers.record(), strangers.output());
    }

    private String configuration() {
        return stage.pharmacy().configuration().toString();
    }

    private String authority() {
        return stage.pharmacy().folder().resolve("certs/signing-anchors.pem").toString();
    }

    private Verdict ours(Path file) {
        return command("journal", "verify", "--file", file.toString(), "--authority", authority());
    }

    private static Verdict command(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(arguments);
        return new Verdict(exit, said.toString(StandardCharsets.UTF_8));
    }

    private Verdict strangers(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "python3",
                        Path.of("..", "docs", "journal", "verify.py").toString(),
                        "--file",
                        file.toString(),
                        "--authority",
                        authority())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(output.matches("(sound|broken|refused): .*\\R"), output);
        return new Verdict(process.waitFor(), output);
    }
}
