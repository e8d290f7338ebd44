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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.certs.TerminalIdentity;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformException;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.TerminalProfile;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/** A terminal is enrolled by a one-time code, with the commands of both ends, a kill and a thief. */
final class EnrolmentTest {
    private static final TerminalProfile PHARMACY =
            new TerminalProfile(new DesignatedInstitution("P37010200002", "2", "0"), "泉城示范大药房", 'B', "370102");
    private static final String PASSPHRASE = "for testing only";

    @TempDir
    private Path work;

    private ReferencePlatform platform;
    private EnrolmentCode code;

    @BeforeEach
    void invite() throws IOException {
        Path folder = Files.createDirectories(work.resolve("platform"));
        platform = ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.loadOrDraw(folder), InstantSource.system())
                        .withEnrolPort(0));
        code = platform.enrolment().invite(PHARMACY, Duration.ofDays(1));
        Files.writeString(work.resolve("code"), code.text(InsecureSecretAccess.get()));
        Files.writeString(work.resolve("passphrase"), PASSPHRASE);
        Files.write(
                work.resolve("authority.pem"),
                platform.enrolment().lineAnchors().encodePem());
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private List<String> enrolling(String folder, int port) {
        return List.of(
                "certs",
                "enrol",
                "--folder",
                work.resolve(folder).toString(),
                "--passphrase-file",
                work.resolve("passphrase").toString(),
                "--institution",
                PHARMACY.institution().code(),
                "--platform",
                "127.0.0.1:" + port,
                "--authority",
                work.resolve("authority.pem").toString(),
                "--code-file",
                work.resolve("code").toString());
    }

    private record Ended(int exit, String printed) {}

    private Ended enrol(String folder) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(enrolling(folder, platform.enrolPort().orElseThrow()).toArray(String[]::new));
        return new Ended(exit, said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void processKilledBeforeItsAnswerCameIsEnrolledByARepeatAndAThiefIsNot() throws Exception {
        Path log = work.resolve("killed.log");
        try (AnswerThief cable = new AnswerThief(platform.enrolPort().orElseThrow())) {
            Process process = start(enrolling("certs", cable.port()), log);
            try {
                Patience.await(this::isLetterTaken, "the platform did not enrol the terminal");
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        IdentityFiles left = IdentityFiles.load(work.resolve("certs"));
        assertTrue(left.contents().containsKey(IdentityFiles.SIGNING_KEYS));
        assertFalse(left.contents().containsKey(IdentityFiles.SIGNING_ANCHORS));

        Ended repeated = enrol("certs");
        assertEquals(ExitCode.OK, repeated.exit(), repeated.printed());
        assertTrue(repeated.printed().contains("P37010200002-B"), repeated.printed());
        TerminalIdentity.open(IdentityFiles.load(work.resolve("certs")), PASSPHRASE.toCharArray())
                .check(Instant.now());

        Ended thief = enrol("thief");
        assertEquals(ExitCode.REFUSED, thief.exit(), thief.printed());
        assertTrue(thief.printed().startsWith("ENROLMENT_CODE_REFUSED "), thief.printed());
        assertEquals(
                List.of("ENROLMENT_CODE_REUSED"),
                platform.control().alarms().stream().map(alarm -> alarm.code()).toList());
        String said = Files.readString(log) + repeated.printed() + thief.printed();
        assertFalse(said.contains(code.text(InsecureSecretAccess.get()).substring(0, 9)), "the code is told");
    }

    private static Process start(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.yibao.terminal.command.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Whom the platform enrolled, it invites no more. */
    private boolean isLetterTaken() {
        try {
            platform.enrolment().invite(PHARMACY, Duration.ZERO);
            return false;
        } catch (PlatformException taken) {
            return true;
        }
    }
}
