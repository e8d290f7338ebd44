package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.INSTITUTION;
import static org.yibao.certs.TestAuthorities.NOW;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
    private static final char[] PASSPHRASE = "for testing".toCharArray();
    private static final byte[] MESSAGE = "a settlement".getBytes(StandardCharsets.US_ASCII);

    private final Authorities authorities = TestAuthorities.create();

    @Test
    void enrolmentOverFilesMakesATerminalThePlatformKnows(@TempDir Path folder) throws IOException {
        // The terminal makes its keys, and is switched off while it waits.
        TerminalEnrolment begun = TerminalEnrolment.begin(INSTITUTION);
        byte[] request = begun.request().encode();
        write(folder, begun.files(PASSPHRASE));

        // The authority grants the request.
        EnrolmentRequest read = EnrolmentRequest.decode(request);
        TerminalName given = new TerminalName(read.institutionCode(), 'A');
        byte[] answer = authorities.enrol(read, given, YEAR).encode();

        // The terminal takes its keys up again and installs the answer.
        TerminalEnrolment resumed = TerminalEnrolment.resume(INSTITUTION, IdentityFiles.load(folder), PASSPHRASE);
        write(folder, resumed.complete(EnrolmentAnswer.decode(answer), NOW).files(PASSPHRASE));

        TerminalIdentity terminal = TerminalIdentity.open(IdentityFiles.load(folder), PASSPHRASE);
        assertEquals(TERMINAL, terminal.name());
        terminal.check(NOW);
        PlatformIdentity platform = TestAuthorities.platform(authorities);
        TrustedCertificate known =
                platform.signingAnchors().check(terminal.signingChain(), CertificateUsage.SIGNING_TERMINAL, NOW);
        assertEquals(TERMINAL, known.terminal());
        byte[] signature =
                terminal.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW).sign(MESSAGE);
        assertDoesNotThrow(() -> Sm2Verifier.of(known.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.RAW)
                .verify(MESSAGE, signature));
    }

    @Test
    void platformComesBackFromItsFiles() {
        PlatformIdentity platform = TestAuthorities.platform(authorities);
        PlatformIdentity again = PlatformIdentity.open(platform.files(PASSPHRASE), PASSPHRASE);
        again.check(NOW);
        assertEquals(platform.signingChain(), again.signingChain());
        byte[] signature =
                again.signer(Sm2UserId.DEFAULT, SignatureEncoding.DER).sign(MESSAGE);
        TrustedCertificate known = TestAuthorities.terminal(authorities, TERMINAL, YEAR)
                .signingAnchors()
                .check(platform.signingChain(), CertificateUsage.SIGNING_PLATFORM, NOW);
        assertDoesNotThrow(() -> Sm2Verifier.of(known.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.DER)
                .verify(MESSAGE, signature));
    }

    @Test
    void expiredIdentityOpensAndFailsItsCheck() {
        TerminalIdentity terminal = TestAuthorities.terminal(authorities, TERMINAL, YEAR);
        assertFault(
                CertificateFault.EXPIRED, () -> terminal.check(YEAR.notAfter().plusSeconds(1)));
    }

    @Test
    void answerForOtherKeysIsRefused() {
        TerminalEnrolment own = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer others =
                authorities.enrol(TerminalEnrolment.begin(INSTITUTION).request(), TERMINAL, YEAR);
        assertThrows(MalformedException.class, () -> own.complete(others, NOW));
    }

    @Test
    void answerForAnotherInstitutionIsRefused() {
        TerminalEnrolment own = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer other = authorities.enrol(own.request(), TerminalName.parse("H37010200002-A"), YEAR);
        assertFault(CertificateFault.WRONG_NAME, () -> own.complete(other, NOW));
    }

    @Test
    void answerNamingTwoTerminalsIsRefused() {
        TerminalEnrolment own = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer a = authorities.enrol(own.request(), TERMINAL, YEAR);
        EnrolmentAnswer b = authorities.enrol(own.request(), new TerminalName(INSTITUTION, 'B'), YEAR);
        EnrolmentAnswer mixed = new EnrolmentAnswer(
                a.lineChain(),
                a.lineSmChain(),
                b.signingChain(),
                a.lineAnchors(),
                a.lineSmAnchors(),
                a.signingAnchors());
        assertFault(CertificateFault.WRONG_NAME, () -> own.complete(mixed, NOW));
    }

    @Test
    void authorityOfTheLineVouchesForNoSignatureThoughItsCurveIsTheSame() {
        TerminalEnrolment own = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer good = authorities.enrol(own.request(), TERMINAL, YEAR);
        TrustAnchors line = good.lineSmAnchors();
        EnrolmentAnswer mixed = new EnrolmentAnswer(
                good.lineChain(), good.lineSmChain(), good.signingChain(), good.lineAnchors(), line, line);
        assertFault(CertificateFault.WRONG_ISSUER, () -> own.complete(mixed, NOW));
    }

    @Test
    void answerWhoseAnchorsDoNotVouchForItIsRefused() {
        TerminalEnrolment own = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer good = authorities.enrol(own.request(), TERMINAL, YEAR);
        Authorities others = Authorities.create("others", TestAuthorities.DECADE);
        EnrolmentAnswer mixed = new EnrolmentAnswer(
                good.lineChain(),
                good.lineSmChain(),
                good.signingChain(),
                good.lineAnchors(),
                good.lineSmAnchors(),
                others.signing().anchors());
        assertFault(CertificateFault.WRONG_ISSUER, () -> own.complete(mixed, NOW));
    }

    @Test
    void requestsAndAnswersComeBackAndTamperedOnesDoNot() {
        TerminalEnrolment own = TerminalEnrolment.begin(INSTITUTION);
        byte[] request = own.request().encode();
        assertArrayEquals(request, EnrolmentRequest.decode(request).encode());
        EnrolmentAnswer answer = authorities.enrol(own.request(), TERMINAL, YEAR);
        assertEquals(answer, EnrolmentAnswer.decode(answer.encode()));
        Tamper.everyByte(
                request, 5, changed -> assertThrows(CertsException.class, () -> EnrolmentRequest.decode(changed)));
        Tamper.everyByte(answer.encode(), 17, changed -> assertRefusedOrHarmless(own, answer, changed));
    }

    /** Only the authority's copy at the end of a chain may differ: it proves nothing. */
    private static void assertRefusedOrHarmless(TerminalEnrolment own, EnrolmentAnswer sent, byte[] changed) {
        TerminalIdentity installed;
        try {
            installed = own.complete(EnrolmentAnswer.decode(changed), NOW);
        } catch (CertsException refused) {
            return;
        }
        assertEquals(sent.lineChain().leaf(), installed.lineChain().leaf());
        assertEquals(sent.signingChain().leaf(), installed.signingChain().leaf());
        assertEquals(sent.signingAnchors(), installed.signingAnchors());
    }

    @Test
    void requestsOfSwappedCurvesAreMalformed() {
        EnrolmentRequest request = TerminalEnrolment.begin(INSTITUTION).request();
        assertThrows(
                MalformedException.class,
                () -> new EnrolmentRequest(request.signing(), request.lineSm(), request.line()));
        assertThrows(
                MalformedException.class,
                () -> new EnrolmentRequest(request.line(), request.line(), request.signing()));
    }

    @Test
    void requestsNamingTwoInstitutionsNameNone() {
        EnrolmentRequest own = TerminalEnrolment.begin(INSTITUTION).request();
        EnrolmentRequest other = TerminalEnrolment.begin("H37010200002").request();
        EnrolmentRequest signing = new EnrolmentRequest(own.line(), own.lineSm(), other.signing());
        assertThrows(MalformedException.class, signing::institutionCode);
        EnrolmentRequest lineSm = new EnrolmentRequest(own.line(), other.lineSm(), own.signing());
        assertThrows(MalformedException.class, lineSm::institutionCode);
    }

    @Test
    void institutionCodeIsCheckedBeforeKeysAreMadeForIt() {
        assertThrows(MalformedException.class, () -> TerminalEnrolment.begin("somewhere"));
    }

    @Test
    void missingFileIsNamed() {
        Map<String, byte[]> files = new HashMap<>(TestAuthorities.terminal(authorities, TERMINAL, YEAR)
                .files(PASSPHRASE)
                .contents());
        files.remove(IdentityFiles.SIGNING_ANCHORS);
        IdentityFiles incomplete = IdentityFiles.of(files);
        assertEquals(
                "the identity has no file signing-anchors.pem",
                assertThrows(UnreadableIdentityException.class, () -> TerminalIdentity.open(incomplete, PASSPHRASE))
                        .getMessage());
    }

    @Test
    void identityOfTheEarlierFormOffersNoSmSuite() {
        Map<String, byte[]> files = new HashMap<>(TestAuthorities.terminal(authorities, TERMINAL, YEAR)
                .files(PASSPHRASE)
                .contents());
        files.remove(IdentityFiles.LINE_SM_KEYS);
        IdentityFiles halved = IdentityFiles.of(files);
        assertThrows(UnreadableIdentityException.class, () -> TerminalIdentity.open(halved, PASSPHRASE));

        files.remove(IdentityFiles.LINE_SM_ANCHORS);
        TerminalIdentity earlier = TerminalIdentity.open(IdentityFiles.of(files), PASSPHRASE);
        earlier.check(NOW);
        assertTrue(earlier.offers(LineSuites.SM_PREFERRED));
        assertFalse(earlier.offers(LineSuites.SM_ONLY));
        assertThrows(
                UnreadableIdentityException.class, () -> earlier.line(LineSuites.SM_ONLY, InstantSource.fixed(NOW)));
        assertEquals(files.keySet(), earlier.files(PASSPHRASE).contents().keySet());
    }

    @Test
    void platformsFilesMakeNoTerminalNorSwappedOnesAnything() {
        IdentityFiles platform = TestAuthorities.platform(authorities).files(PASSPHRASE);
        assertFault(CertificateFault.WRONG_USAGE, () -> TerminalIdentity.open(platform, PASSPHRASE));
        Map<String, byte[]> swapped = new HashMap<>(platform.contents());
        swapped.put(IdentityFiles.LINE_KEYS, platform.content(IdentityFiles.SIGNING_KEYS));
        swapped.put(IdentityFiles.SIGNING_KEYS, platform.content(IdentityFiles.LINE_KEYS));
        assertFault(CertificateFault.WRONG_USAGE, () -> PlatformIdentity.open(IdentityFiles.of(swapped), PASSPHRASE));
    }

    private static void write(Path folder, IdentityFiles files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void assertFault(CertificateFault fault, Executable action) {
        assertEquals(
                fault, assertThrows(CertificateRefusedException.class, action).fault());
    }
}
