package org.yibao.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Authorities;
import org.yibao.certs.CertificateRefusedException;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;

/** A renewal that is interrupted between any two steps goes on; what is trusted can change meanwhile. */
class RenewalTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final Validity YEAR = Validity.starting(NOW.minus(Duration.ofDays(1)), Duration.ofDays(366));
    private static final TerminalName NAME = TerminalName.parse("P37010200001-A");
    private static final char[] PASSPHRASE = "for testing only".toCharArray();

    @TempDir
    private Path path;

    private final Authorities authorities = Authorities.create("for testing", YEAR);
    private CertificatesFolder folder;

    @BeforeEach
    void enrol() throws IOException {
        folder = CertificatesFolder.at(path);
        TerminalEnrolment enrolment = TerminalEnrolment.begin(NAME.institutionCode());
        folder.write(enrolment
                .complete(authorities.enrol(enrolment.request(), NAME, YEAR), NOW)
                .files(PASSPHRASE));
    }

    @Test
    void keysThatWaitAreAskedForAgainUntilTheyAreInForce() throws IOException {
        EnrolmentAnswer first = granted(Renewal.begin(folder, PASSPHRASE));
        IdentityFiles waiting = folder.renewal().load();
        Renewal again = Renewal.begin(folder, PASSPHRASE);
        TerminalIdentity renewed = again.install(first, PASSPHRASE, NOW);
        assertEquals(NAME, renewed.name());
        assertEquals(1, renewed.earlierSignerKeys().size());
        assertFalse(folder.renewal().holdsKeys());

        // As if it had died before the last step.
        folder.renewal().write(waiting);
        Renewal.clearWhenOver(folder, renewed, PASSPHRASE);
        assertFalse(folder.renewal().holdsKeys());
    }

    @Test
    void answerOfAnotherAuthorityChangesNothing() throws IOException {
        Renewal renewal = Renewal.begin(folder, PASSPHRASE);
        Map<String, byte[]> before = folder.load().contents();
        EnrolmentAnswer forged =
                Authorities.create("impostor", YEAR).enrol(EnrolmentRequest.decode(renewal.request()), NAME, YEAR);
        assertThrows(CertificateRefusedException.class, () -> renewal.install(forged, PASSPHRASE, NOW));
        assertEquals(before.keySet(), folder.load().contents().keySet());
        assertArrayEquals(
                before.get(IdentityFiles.SIGNING_KEYS), folder.load().contents().get(IdentityFiles.SIGNING_KEYS));
    }

    @Test
    void listCountsAtOnceAndOneThatATechnicianBroughtFromTheNextLookOn() throws IOException {
        TerminalIdentity own = TerminalIdentity.open(folder.load(), PASSPHRASE);
        LiveIdentity live = new LiveIdentity(folder, own, folder.load(), InstantSource.fixed(NOW));
        int[] told = {0};
        live.onTrustChange(() -> told[0]++);
        check(live);

        live.take(
                authorities
                        .revocations(Map.of(own.signingChain().leaf(), NOW), YEAR)
                        .encodePem(),
                List.of());
        assertEquals(1, told[0]);
        assertThrows(CertificateRefusedException.class, () -> check(live));
        FileTime written = Files.getLastModifiedTime(path.resolve(IdentityFiles.SIGNING_KEYS));
        Files.setLastModifiedTime(path.resolve(IdentityFiles.SIGNING_KEYS), FileTime.from(NOW));
        live.take(live.revocations().encodePem(), List.of());
        assertEquals(FileTime.from(NOW), Files.getLastModifiedTime(path.resolve(IdentityFiles.SIGNING_KEYS)));
        assertNotEquals(FileTime.from(NOW), written);
        assertEquals(1, told[0]);

        Validity later = Validity.starting(NOW, Duration.ofDays(7));
        folder.trust(authorities.revocations(Map.of(), later).encodePem(), List.of(), NOW);
        live.refresh();
        assertEquals(2, told[0]);
        check(live);
        byte[] strangers = Authorities.create("stranger", YEAR)
                .revocations(Map.of(), later)
                .encodePem();
        assertThrows(CertificateRefusedException.class, () -> live.take(strangers, List.of()));
    }

    @Test
    void folderThatGotOtherKeysIsAheadUntilTheyAreAdopted() throws IOException {
        TerminalIdentity own = TerminalIdentity.open(folder.load(), PASSPHRASE);
        LiveIdentity live = new LiveIdentity(folder, own, folder.load(), InstantSource.fixed(NOW));
        assertFalse(live.isBehind(live.refresh()));
        Renewal renewal = Renewal.begin(folder, PASSPHRASE);
        TerminalIdentity renewed = renewal.install(granted(renewal), PASSPHRASE, NOW);
        IdentityFiles files = live.refresh();
        assertEquals(true, live.isBehind(files));
        assertEquals(own.signingChain(), live.identity().signingChain());
        live.take(
                authorities
                        .revocations(Map.of(own.signingChain().leaf(), NOW), YEAR)
                        .encodePem(),
                List.of());
        assertThrows(CertificateRefusedException.class, () -> check(live));
        assertEquals(true, live.isBehind(files));
        live.adopt(renewed, files);
        assertFalse(live.isBehind(files));
        assertEquals(renewed.signingChain(), live.identity().signingChain());
    }

    @Test
    void filesAreReadAsTheyBelongTogetherWhileSomebodyChangesThem() throws Exception {
        CertificatesFolder changing = CertificatesFolder.at(Files.createDirectory(path.resolve("changing")));
        changing.write(generation(0));
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            try {
                for (int number = 1; number <= 60; number++) {
                    changing.write(generation(number));
                }
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        });
        while (!changes.isDone()) {
            Map<String, byte[]> read = changing.load().contents();
            assertArrayEquals(read.get(IdentityFiles.LINE_KEYS), read.get(IdentityFiles.EARLIER_SIGNING));
            assertArrayEquals(read.get(IdentityFiles.LINE_KEYS), read.get(IdentityFiles.SIGNING_KEYS));
        }
        changes.get(1, TimeUnit.SECONDS);
    }

    private static IdentityFiles generation(int number) {
        byte[] content = {(byte) number};
        return IdentityFiles.of(Map.of(
                IdentityFiles.LINE_KEYS, content,
                IdentityFiles.SIGNING_KEYS, content,
                IdentityFiles.EARLIER_SIGNING, content));
    }

    private static void check(LiveIdentity live) {
        live.signingAnchors().check(live.identity().signingChain(), CertificateUsage.SIGNING_TERMINAL, NOW);
    }

    private EnrolmentAnswer granted(Renewal renewal) {
        return authorities.enrol(EnrolmentRequest.decode(renewal.request()), NAME, YEAR);
    }
}
