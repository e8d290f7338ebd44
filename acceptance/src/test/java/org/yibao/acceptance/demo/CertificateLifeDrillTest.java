package org.yibao.acceptance.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.acceptance.demo.Till.Reply;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.Revocations;
import org.yibao.certs.Validity;
import org.yibao.platform.ledger.Terminals;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/**
 * A terminal's certificates in its life, with real processes: renewed without stopping, revoked while it was offline
 * (row 13 of the reliability tests), and a platform whose certificate is taken back.
 */
final class CertificateLifeDrillTest {
    private static final String BUYER = "370100000000001";
    private static final Site.Limits QUICK = new Site.Limits(1, 2, 100);

    @TempDir
    private Path work;

    private Stage stage;
    private Site pharmacy;
    private int keys;

    @BeforeEach
    void set() {
        stage = Devices.pharmacy(work, QUICK);
        pharmacy = stage.pharmacy();
    }

    @AfterEach
    void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void renewsOverTheLineWithoutStoppingAndItsQueueIsPaid() throws IOException {
        sell("ACKNOWLEDGED");
        pharmacy.close();
        renewFromNowOn();
        stage.platform().control().cut();
        stage.openPharmacy();
        pharmacy.awaitLine(false);
        String before = until();
        String offline = settle(quote());

        stage.platform().control().restore();

        Patience.await(() -> !until().equals(before), "no other certificates came into force");
        pharmacy.awaitLine(true);
        Outcome.awaitState(stage, offline, "ACKNOWLEDGED");
        sell("ACKNOWLEDGED");
        Outcome.booksAgree(stage);
        assertTrue(Files.exists(certs().resolve(IdentityFiles.EARLIER_SIGNING)));
        assertEquals("", certificatesFault().path("code").asText());

        pharmacy.process().kill();
        stage.openPharmacy();
        pharmacy.awaitLine(true);
        sell("ACKNOWLEDGED");
        Outcome.booksAgree(stage);
        assertEquals(4, Outcome.entries(stage).size());
    }

    @Test
    void killedBetweenTheSwitchOfTheFolderAndTheNextSessionItGoesOn() throws IOException {
        sell("ACKNOWLEDGED");
        pharmacy.close();
        renewFromNowOn();
        stage.platform().control().cut();
        stage.openPharmacy();
        pharmacy.awaitLine(false);
        String offline = settle(quote());
        // The session that ends under the earlier certificate takes two answers: long enough to be killed in.
        stage.platform().control().delay(Duration.ofSeconds(2));
        stage.platform().control().restore();
        Patience.await(
                () -> Files.exists(certs().resolve(IdentityFiles.EARLIER_SIGNING)), "the folder was not switched");
        pharmacy.process().kill();
        stage.platform().control().delay(Duration.ZERO);

        stage.openPharmacy();
        pharmacy.awaitLine(true);
        Outcome.awaitState(stage, offline, "ACKNOWLEDGED");
        sell("ACKNOWLEDGED");
        Outcome.booksAgree(stage);
        assertEquals(3, Outcome.entries(stage).size());
    }

    @Test
    void revokedWhileOfflineEarlierItemsArePaidAndLaterOnesAreFollowedUp() throws IOException {
        Reply quote = quote();
        stage.platform().control().drop(1);
        String honest = settle(quote);
        stage.platform().control().cut();
        pharmacy.awaitLine(false);
        String later = settle(quote());
        stage.platform().control().revoke(pharmacy.key());
        stage.platform().control().restore();
        Path renewal = Files.createDirectories(work.resolve("stolen"));
        for (String file : List.of(IdentityFiles.LINE_KEYS, IdentityFiles.LINE_SM_KEYS, IdentityFiles.SIGNING_KEYS)) {
            Files.copy(certs().resolve(file), renewal.resolve(file));
        }
        pharmacy.close();

        enrolAgainByFile();
        stage.openPharmacy();
        pharmacy.awaitLine(true);

        Outcome.awaitState(stage, honest, "ACKNOWLEDGED");
        Outcome.awaitState(stage, later, "REJECTED");
        JsonNode followUps = pharmacy.counter().till().get("/follow-ups").body().path("follow_ups");
        assertTrue(followUps.toString().contains(later), followUps::toString);
        assertTrue(followUps.toString().contains("SIGNER_REVOKED"), followUps::toString);
        assertEquals(List.of("TERMINAL_REVOKED", "SIGNER_REVOKED"), alarms());
        assertEquals(1, Outcome.entries(stage).size());

        pharmacy.close();
        renewFromNowOn();
        Path waiting = Files.createDirectories(certs().resolve("renewal"));
        for (String file : List.of(IdentityFiles.LINE_KEYS, IdentityFiles.LINE_SM_KEYS, IdentityFiles.SIGNING_KEYS)) {
            Files.copy(renewal.resolve(file), waiting.resolve(file));
        }
        stage.openPharmacy();
        Patience.await(
                () -> certificatesFault().path("code").asText().equals("CERTIFICATE_NOT_RENEWED"),
                "the refused renewal does not show");
        assertTrue(certificatesFault().path("detail").asText().startsWith("CERTIFICATE_REVOKED "));
        assertTrue(certificatesFault().path("message").asText().contains("证书"));
        sell("ACKNOWLEDGED");
    }

    @Test
    void platformWhoseCertificateIsTakenBackIsLeftByTheRunningTerminal() throws IOException {
        Path list = work.resolve("list.pem");
        Files.write(list, takenBack().encodePem());
        command("certs", "trust", "--folder", certs().toString(), list.toString());
        stage.platform().control().cut();
        pharmacy.awaitLine(false);
        stage.platform().control().restore();
        Patience.await(
                () -> health().path("line_faults").toString().contains("PLATFORM_ANSWER_UNTRUSTED"),
                "the terminal stayed with a platform that was revoked");
        pharmacy.awaitLine(false);
    }

    private Revocations takenBack() throws IOException {
        Path folder = work.resolve("platform").resolve("keys");
        char[] secret = Files.readString(work.resolve("passphrase")).strip().toCharArray();
        PlatformIdentity platform = PlatformIdentity.open(IdentityFiles.load(folder), secret);
        CertificateAuthority authority = CertificateAuthority.of(
                KeyStoreFile.decode(Files.readAllBytes(folder.resolve("signing-authority.p12")), secret));
        Instant now = Instant.now();
        return new Revocations(List.of(authority.revocationList(
                Map.of(platform.signingChain().leaf(), now), Validity.starting(now, Duration.ofDays(7)))));
    }

    /** As a technician does it: the request by file to the platform's desk, its answer by file back. */
    private void enrolAgainByFile() throws IOException {
        Path request = work.resolve("request.der");
        Path answer = work.resolve("answer.der");
        String folder = certs().toString();
        String secret = pharmacy.folder().resolve("passphrase").toString();
        command("certs", "renew", "--folder", folder, "--passphrase-file", secret, "--out", request.toString());
        EnrolmentRequest asked = EnrolmentRequest.decode(Files.readAllBytes(request));
        Files.write(
                answer,
                stage.platform().enrolment().enrol(pharmacy.profile(), asked).encode());
        command(
                "certs",
                "install",
                "--folder",
                folder,
                "--institution",
                pharmacy.key().institutionCode(),
                "--passphrase-file",
                secret,
                answer.toString());
    }

    private static void command(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(arguments);
        assertEquals(ExitCode.OK, exit, said.toString(StandardCharsets.UTF_8));
    }

    private void renewFromNowOn() throws IOException {
        String before = Files.readString(pharmacy.configuration());
        String after = before.replace("  folder: certs\n", "  folder: certs\n  renew_days_before: 3650\n");
        assertNotEquals(before, after);
        Files.writeString(pharmacy.configuration(), after);
    }

    private Path certs() {
        return pharmacy.folder().resolve("certs");
    }

    private void sell(String state) {
        Outcome.awaitState(stage, settle(quote()), state);
    }

    private Reply quote() {
        return pharmacy.counter().quote(stage.laid(BUYER).body(), Counter.prescription(true, "DEMO-A-02 1 39.80"));
    }

    private String settle(Reply quote) {
        return pharmacy.counter()
                .settle(quote, "sale-" + ++keys)
                .body()
                .path("settlement")
                .asText();
    }

    private JsonNode health() {
        return pharmacy.counter().till().get("/health").body();
    }

    private JsonNode certificatesFault() {
        return health().path("certificates_fault");
    }

    /** When the signing certificate in force ends. */
    private String until() {
        for (JsonNode certificate : health().path("certificates")) {
            if (certificate.path("usage").asText().equals("SIGNING_TERMINAL")) {
                return certificate.path("until").asText();
            }
        }
        return "";
    }

    private List<String> alarms() {
        return stage.platform().control().alarms().stream()
                .map(Terminals.Alarm::code)
                .toList();
    }
}
