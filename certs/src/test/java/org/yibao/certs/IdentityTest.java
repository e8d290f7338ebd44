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
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    void renewedTerminalKeepsItsNameWhomItTrustsAndItsEarlierKeys() {
        TerminalIdentity present = TestAuthorities.terminal(authorities, TERMINAL, YEAR);
        TerminalEnrolment next = TerminalEnrolment.begin(INSTITUTION);
        Authorities believed = Authorities.create("another", TestAuthorities.DECADE);
        EnrolmentAnswer granted = authorities.enrol(next.request(), TERMINAL, YEAR);
        EnrolmentAnswer answer = new EnrolmentAnswer(
                granted.lineChain(),
                granted.lineSmChain(),
                granted.signingChain(),
                believed.line().anchors(),
                believed.lineSm().anchors(),
                believed.signing().anchors());
        TerminalIdentity renewed = next.renew(present, answer, NOW);
        TerminalIdentity read = TerminalIdentity.open(renewed.files(PASSPHRASE), PASSPHRASE);

        assertEquals(TERMINAL, read.name());
        assertEquals(present.signingAnchors(), read.signingAnchors(), "the answer changes nobody that is trusted");
        assertEquals(
                List.of(
                        granted.lineChain().leaf(),
                        granted.lineSmChain().leaf(),
                        granted.signingChain().leaf()),
                own(read));
        read.check(NOW);
        Sm2PublicKey earlier = present.signingAnchors()
                .check(present.signingChain(), CertificateUsage.SIGNING_TERMINAL, NOW)
                .sm2PublicKey();
        assertEquals(List.of(earlier), read.earlierSignerKeys());
        assertEquals(List.of(), present.earlierSignerKeys());
    }

    /** The own certificates stand before those of as many authorities. */
    private static List<Certificate> own(TerminalIdentity terminal) {
        List<CertificateStanding> standings = terminal.standings(NOW);
        return standings.subList(0, standings.size() / 2).stream()
                .map(CertificateStanding::certificate)
                .toList();
    }

    @Test
    void identityOfTheEarlierFormRenewsItsTwoKeysAndGainsNoAuthority() {
        TerminalEnrolment next = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer granted = authorities.enrol(next.request(), TERMINAL, YEAR);
        TerminalIdentity renewed =
                next.renew(TerminalIdentity.open(IdentityFiles.of(earlierForm()), PASSPHRASE), granted, NOW);
        assertEquals(List.of(granted.lineChain().leaf(), granted.signingChain().leaf()), own(renewed));
        assertFalse(renewed.offers(LineSuites.SM_ONLY));
    }

    private Map<String, byte[]> earlierForm() {
        Map<String, byte[]> files = new HashMap<>(TestAuthorities.terminal(authorities, TERMINAL, YEAR)
                .files(PASSPHRASE)
                .contents());
        files.remove(IdentityFiles.LINE_SM_KEYS);
        files.remove(IdentityFiles.LINE_SM_ANCHORS);
        return files;
    }

    @Test
    void renewalUnderAnotherAuthorityOrNameIsRefused() {
        TerminalIdentity present = TestAuthorities.terminal(authorities, TERMINAL, YEAR);
        TerminalEnrolment next = TerminalEnrolment.begin(INSTITUTION);
        EnrolmentAnswer foreign = TestAuthorities.create().enrol(next.request(), TERMINAL, YEAR);
        assertFault(CertificateFault.WRONG_ISSUER, () -> next.renew(present, foreign, NOW));
        EnrolmentAnswer granted = authorities.enrol(next.request(), TERMINAL, YEAR);
        EnrolmentAnswer foreignSm = new EnrolmentAnswer(
                granted.lineChain(),
                foreign.lineSmChain(),
                granted.signingChain(),
                granted.lineAnchors(),
                foreign.lineSmAnchors(),
                granted.signingAnchors());
        assertFault(CertificateFault.WRONG_ISSUER, () -> next.renew(present, foreignSm, NOW));
        EnrolmentAnswer other = authorities.enrol(next.request(), new TerminalName(INSTITUTION, 'B'), YEAR);
        assertFault(CertificateFault.WRONG_NAME, () -> next.renew(present, other, NOW));
    }

    @Test
    void earlierCertificateOfAnotherTerminalIsNotBelieved() {
        TerminalIdentity present = TestAuthorities.terminal(authorities, TERMINAL, YEAR);
        TerminalIdentity other = TestAuthorities.terminal(authorities, new TerminalName(INSTITUTION, 'B'), YEAR);
        byte[] planted = Pem.encode(List.of(other.signingChain().leaf()));
        IdentityFiles files = present.files(PASSPHRASE).with(IdentityFiles.EARLIER_SIGNING, planted);
        TerminalIdentity read = TerminalIdentity.open(files, PASSPHRASE);
        assertFault(CertificateFault.WRONG_NAME, read::earlierSignerKeys);
    }

    @Test
    void warningsComeSixtyThirtyAndSevenDaysBeforeTheEnd() {
        TerminalIdentity terminal = TestAuthorities.terminal(authorities, TERMINAL, YEAR);
        Map<Integer, OptionalInt> due = Map.of(
                61, OptionalInt.empty(),
                60, OptionalInt.of(60),
                31, OptionalInt.of(60),
                30, OptionalInt.of(30),
                8, OptionalInt.of(30),
                7, OptionalInt.of(7),
                0, OptionalInt.of(7));
        due.forEach((days, warning) -> {
            CertificateStanding line = terminal.standings(
                            YEAR.notAfter().minus(Duration.ofDays(days)).plusSeconds(days == 0 ? 0 : 1))
                    .get(0);
            assertEquals(warning, line.warning(), days + " days");
            assertEquals(Math.max(days - 1, 0), line.daysLeft());
        });
        CertificateStanding ended =
                terminal.standings(YEAR.notAfter().plusSeconds(1)).get(0);
        assertEquals(Optional.of(CertificateFault.EXPIRED), ended.fault());
        assertEquals(-1, ended.daysLeft());
        assertEquals(OptionalInt.empty(), ended.warning());
        assertEquals(6, terminal.standings(NOW).size(), "three of its own, three authorities");
    }

    @Test
    void revocationListCountsOnceItsFileIsThere() {
        TerminalIdentity terminal = TestAuthorities.terminal(authorities, TERMINAL, YEAR);
        RevocationList list = authorities
                .signing()
                .revocationList(Map.of(terminal.signingChain().leaf(), NOW), YEAR);
        IdentityFiles files = terminal.files(PASSPHRASE).with(list, List.of(), NOW);
        TerminalIdentity revoked = TerminalIdentity.open(files, PASSPHRASE);
        assertFault(CertificateFault.REVOKED, () -> revoked.check(NOW));
        assertEquals(
                Optional.of(CertificateFault.REVOKED),
                revoked.standings(NOW).get(2).fault());
        assertEquals(new Revocations(List.of(list)), revoked.files(PASSPHRASE).revocations());
        RevocationList others =
                authorities.lineSm().revocationList(Map.of(own(terminal).get(1), NOW), YEAR);
        IdentityFiles revokedLine = terminal.files(PASSPHRASE).with(others, List.of(), NOW);
        assertFault(
                CertificateFault.REVOKED,
                () -> TerminalIdentity.open(revokedLine, PASSPHRASE).check(NOW));
        assertFault(
                CertificateFault.REVOCATION_LIST_STALE,
                () -> files.with(list, List.of(), YEAR.notAfter().plusSeconds(1)));
    }

    @Test
    void announcementJoinsTheAuthoritiesItIsFor() {
        IdentityFiles files =
                TestAuthorities.terminal(authorities, TERMINAL, YEAR).files(PASSPHRASE);
        Authorities next = Authorities.create("next", TestAuthorities.DECADE);
        IdentityFiles both = files.announced(authorities.line().announce(next.line(), YEAR), NOW)
                .announced(authorities.lineSm().announce(next.lineSm(), YEAR), NOW)
                .announced(authorities.signing().announce(next.signing(), YEAR), NOW);
        TerminalIdentity terminal = TerminalIdentity.open(both, PASSPHRASE);
        assertEquals(9, terminal.standings(NOW).size());
        PlatformIdentity platform = TestAuthorities.platform(next);
        terminal.signingAnchors().check(platform.signingChain(), CertificateUsage.SIGNING_PLATFORM, NOW);
        Authorities stranger = TestAuthorities.create();
        CertificateChain theirs = stranger.line().announce(next.line(), YEAR);
        assertFault(CertificateFault.WRONG_ISSUER, () -> files.announced(theirs, NOW));
        IdentityFiles earlier = IdentityFiles.of(earlierForm());
        assertFault(
                CertificateFault.WRONG_ISSUER,
                () -> earlier.announced(authorities.lineSm().announce(next.lineSm(), YEAR), NOW));
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
        IdentityFiles whole =
                TestAuthorities.terminal(authorities, TERMINAL, YEAR).files(PASSPHRASE);
        Map<String, byte[]> files = earlierForm();
        IdentityFiles halved = IdentityFiles.of(files)
                .with(IdentityFiles.LINE_SM_ANCHORS, whole.content(IdentityFiles.LINE_SM_ANCHORS));
        assertThrows(UnreadableIdentityException.class, () -> TerminalIdentity.open(halved, PASSPHRASE));

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
