package org.yibao.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.TerminalProfile;

/** A client of {@code docs/protocol.md} in another language, with other cryptography and no code of ours, works. */
final class StrangersClientTest {
    private static final TerminalProfile PHARMACY =
            new TerminalProfile(new DesignatedInstitution("P37010200002", "2", "0"), "泉城示范大药房", 'A', "370102");
    private static final String BUYER_CERTNO = "370100198503120019";
    /** The passphrase guards nothing: the keys live as long as the test. */
    private static final String PASSPHRASE = "for testing only";

    private record Outcome(int exitCode, String output) {}

    @TempDir
    private Path work;

    private ReferencePlatform platform;
    private Path identity;

    @BeforeEach
    void enrol() throws IOException {
        Programs.required("python3", "openssl");
        platform = platform("platform");
        identity = Files.createDirectories(work.resolve("identity"));
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(PHARMACY.institution().code());
        Map<String, byte[]> files = enrolment
                .complete(platform.enrolment().enrol(PHARMACY, enrolment.request()), Instant.now())
                .files(PASSPHRASE.toCharArray())
                .contents();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(identity.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(work.resolve("passphrase"), PASSPHRASE);
    }

    private ReferencePlatform platform(String name) throws IOException {
        return ReferencePlatform.start(PlatformSettings.demo(
                Files.createDirectories(work.resolve(name)),
                0,
                Passphrase.of(PASSPHRASE.toCharArray()),
                InstantSource.system()));
    }

    @AfterEach
    void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void signsInSettlesRepeatsReversesAndSignsOut() throws Exception {
        Outcome outcome = client();

        assertEquals(0, outcome.exitCode(), outcome.output());
        List<String> said = outcome.output().lines().toList();
        List<String> wanted = List.of(
                "connected: TLSv1.3",
                "welcomed:",
                "signed in:",
                "person found: insured 310",
                "settled:",
                "repeated: the same answer",
                "reversed: not held",
                "sent late: refused, MSGID_BARRED",
                "signed out");
        assertEquals(wanted.size(), said.size(), outcome.output());
        for (int i = 0; i < wanted.size(); i++) {
            assertTrue(said.get(i).startsWith(wanted.get(i)), said.get(i));
        }
        assertEquals(
                List.of(Entry.State.BOOKED),
                platform.control().entries().stream().map(Entry::state).toList());
        assertEquals(
                Amount.parse("25.80"), platform.control().totals().tenders().medfee());
        assertEquals(
                Optional.of(new JournalHead(0, "0".repeat(64))),
                platform.control()
                        .countersigned(new TerminalKey(PHARMACY.institution().code(), PHARMACY.letter())));
    }

    @Test
    void tellsAPlatformThatItsAuthorityDoesNotVouchFor() throws Exception {
        try (ReferencePlatform other = platform("other")) {
            Files.write(
                    identity.resolve(IdentityFiles.SIGNING_ANCHORS),
                    other.enrolment().publisherAnchors().encodePem());
        }

        Outcome outcome = client();

        assertNotEquals(0, outcome.exitCode());
        assertTrue(outcome.output().contains("failed: openssl verify"), outcome.output());
        assertEquals(List.of(), platform.control().entries());
    }

    private Outcome client() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "python3",
                        Path.of("..", "docs", "protocol", "client.py").toString(),
                        "--port",
                        Integer.toString(platform.address().getPort()),
                        "--identity",
                        identity.toString(),
                        "--passphrase-file",
                        work.resolve("passphrase").toString(),
                        "--name",
                        PHARMACY.institutionName(),
                        "--division",
                        PHARMACY.admdvs(),
                        "--certno",
                        BUYER_CERTNO,
                        "--item",
                        "DEMO-A-02")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
