package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Authorities;
import org.yibao.certs.Digest;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.HostName;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.certs.LineSuites;
import org.yibao.certs.LineTls;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.link.enrolment.EnrolmentCall;
import org.yibao.link.enrolment.EnrolmentLimits;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.enrolment.EnrolmentRefusedException;
import org.yibao.link.enrolment.EnrolmentService;
import org.yibao.link.frame.Frame;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.netty.NettyEnrolmentListener;
import org.yibao.link.session.LineAddress;
import org.yibao.settlement.Bytes;

/** {@code certs enrol} against a platform's enrolment port on loopback, over real TLS. */
final class CertsEnrolCommandTest {
    private static final String INSTITUTION = "P37010200001";
    private static final char[] PASSPHRASE = "correct horse".toCharArray();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Validity days = Validity.starting(Instant.now().minus(Duration.ofDays(1)), Duration.ofDays(9));
    private final Authorities authorities = Authorities.create("test only", days);
    private final EnrolmentCode code = EnrolmentCode.generate();
    private final Map<Digest, Bytes> granted = new HashMap<>();
    private final List<EnrolmentCode> heard = new ArrayList<>();
    private final List<NettyEnrolmentListener> open = new ArrayList<>();
    private Path authority;
    private Path codeFile;
    private NettyEnrolmentListener platform;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        authority = Files.write(
                folder.resolve("authority.pem"), authorities.lineAnchors().encodePem());
        codeFile = Files.writeString(folder.resolve("code"), typed(code) + "\n");
        platform = listening(authorities, "localhost", "127.0.0.1");
    }

    private static String typed(EnrolmentCode code) {
        return code.text(InsecureSecretAccess.get());
    }

    @AfterEach
    void stop() {
        open.forEach(NettyEnrolmentListener::close);
    }

    /** Grants the one code, to the first keys that come with it. */
    private synchronized Bytes grant(EnrolmentCode shown, Bytes request) {
        heard.add(shown);
        EnrolmentRequest asked = EnrolmentRequest.decode(request.toArray());
        boolean others = !granted.isEmpty() && !granted.containsKey(asked.keys());
        if (!shown.equals(code) || others) {
            throw new EnrolmentRefusedException("not good");
        }
        TerminalName name = new TerminalName(INSTITUTION, 'C');
        return granted.computeIfAbsent(
                asked.keys(),
                keys -> Bytes.of(authorities.enrol(asked, name, days).encode()));
    }

    private NettyEnrolmentListener listening(Authorities issuers, String... hosts) throws IOException {
        return listening(issuers, this::grant, hosts);
    }

    private NettyEnrolmentListener listening(Authorities issuers, EnrolmentService service, String... hosts)
            throws IOException {
        Set<HostName> named = new HashSet<>();
        for (String host : hosts) {
            named.add(HostName.parse(host));
        }
        NettyEnrolmentListener listener = NettyEnrolmentListener.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                issuers.issuePlatform("platform", named, days)
                        .enrolmentLine(LineSuites.SM_PREFERRED, InstantSource.system()),
                EnrolmentLimits.USUAL,
                service,
                Runnable::run);
        open.add(listener);
        return listener;
    }

    private Ended enrol(NettyEnrolmentListener at) {
        return enrol("127.0.0.1:" + at.address().getPort(), authority, codeFile.toString(), "");
    }

    private Ended enrol(String address, Path trusted, String codeFrom, String input) {
        return Ended.of(
                input,
                "certs",
                "enrol",
                "--folder",
                certs().toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString(),
                "--institution",
                INSTITUTION,
                "--platform",
                address,
                "--authority",
                trusted.toString(),
                "--code-file",
                codeFrom);
    }

    private Path certs() {
        return folder.resolve("certs");
    }

    private TerminalIdentity identity() {
        return TerminalIdentity.open(IdentityFiles.load(certs()), PASSPHRASE);
    }

    private void assertFailed(EnrolmentFault fault, Ended ended) {
        assertEquals(fault.exit(), ended.exit(), ended.printed());
        assertTrue(ended.err().startsWith(fault.name() + " " + fault.sentence()), ended.printed());
        assertFalse(ended.printed().contains(typed(code).substring(0, 9)), "the code is printed");
        assertFalse(Files.exists(certs().resolve(IdentityFiles.SIGNING_ANCHORS)));
    }

    @Test
    void codeBecomesAnIdentityAndThePersonIsToldWhose() {
        Ended enrolled = enrol(platform);
        assertEquals(ExitCode.OK, enrolled.exit(), enrolled.printed());
        String until =
                days.notAfter().atZone(ZoneId.systemDefault()).toLocalDate().toString();
        assertEquals(List.of("登记完成：终端名 P37010200001-C，终端字母 C，证书有效期至 " + until + "。"), enrolled.lines());
        identity().check(Instant.now());
        assertEquals(List.of(code), heard);
    }

    @Test
    void codeComesFromStandardInputHoweverItWasTyped() {
        String typed = typed(code).toLowerCase(Locale.ROOT).replace("-", " ");
        Ended enrolled = enrol("localhost:" + platform.address().getPort(), authority, "-", typed + "\nmore");
        assertEquals(ExitCode.OK, enrolled.exit(), enrolled.printed());
    }

    @Test
    void enrolledTerminalIsToldSoAndNothingChanges() throws IOException {
        assertEquals(ExitCode.OK, enrol(platform).exit());
        byte[] before = Files.readAllBytes(certs().resolve(IdentityFiles.SIGNING_KEYS));
        Ended again = enrol(platform);
        assertEquals(ExitCode.OK, again.exit(), again.printed());
        assertTrue(again.out().startsWith("本机已登记为 P37010200001-C，证书有效期至 "), again.out());
        assertEquals(Bytes.of(before), Bytes.of(Files.readAllBytes(certs().resolve(IdentityFiles.SIGNING_KEYS))));
        assertEquals(1, heard.size());
    }

    @Test
    void killedBetweenSendingAndInstallingARepeatGetsTheSameCertificate() throws IOException {
        // What stands on the disk at that moment is what certs init leaves, and what was sent is for those keys.
        Ended made = Ended.of(
                "",
                "certs",
                "init",
                "--folder",
                certs().toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString(),
                "--institution",
                INSTITUTION);
        assertEquals(ExitCode.OK, made.exit(), made.printed());
        TerminalEnrolment waiting = TerminalEnrolment.resume(INSTITUTION, IdentityFiles.load(certs()), PASSPHRASE);
        EnrolmentAnswer lost = send(waiting);

        Ended repeated = enrol(platform);
        assertEquals(ExitCode.OK, repeated.exit(), repeated.printed());
        assertEquals(lost.signingChain(), identity().signingChain());
        assertEquals(lost.lineChain(), identity().lineChain());
        assertEquals(1, granted.size());
    }

    private EnrolmentAnswer send(TerminalEnrolment waiting) {
        LineTls tls = LineTls.enrollingClient(List.of(authorities.lineAnchors()), InstantSource.system());
        LineAddress address =
                new LineAddress(HostName.parse("127.0.0.1"), platform.address().getPort());
        Frame.Enrol asked = new Frame.Enrol(code, Bytes.of(waiting.request().encode()));
        try (NettyClientTransport transport = new NettyClientTransport(tls, PATIENCE, suite -> {})) {
            EnrolmentOutcome outcome =
                    EnrolmentCall.make(transport, address, asked, PATIENCE).join();
            EnrolmentOutcome.Enrolled enrolled = assertInstanceOf(EnrolmentOutcome.Enrolled.class, outcome);
            return EnrolmentAnswer.decode(enrolled.answer().toArray());
        }
    }

    @Test
    void lostAnswerIsRepeatedByTheSameCommandWithTheSameKeys() throws IOException {
        NettyEnrolmentListener losing = listening(
                authorities,
                (shown, request) -> {
                    grant(shown, request);
                    throw new IllegalStateException("the answer is lost");
                },
                "127.0.0.1");
        assertFailed(EnrolmentFault.ENROLMENT_UNANSWERED, enrol(losing));
        Ended repeated = enrol(platform);
        assertEquals(ExitCode.OK, repeated.exit(), repeated.printed());
        assertEquals(2, heard.size());
        assertEquals(1, granted.size());
    }

    @Test
    void mistypedCodeIsToldWithoutAskingThePlatform() throws IOException {
        String wrong = typed(code).startsWith("A") ? "C" : "A";
        Files.writeString(codeFile, wrong + typed(code).substring(1));
        assertFailed(EnrolmentFault.ENROLMENT_CODE_MISTYPED, enrol(platform));
        assertFalse(Files.exists(certs()));
        assertTrue(heard.isEmpty());
    }

    @Test
    void refusedCodeIsToldWithThePlatformsWords() throws IOException {
        Files.writeString(codeFile, typed(EnrolmentCode.generate()));
        Ended refused = enrol(platform);
        assertFailed(EnrolmentFault.ENROLMENT_CODE_REFUSED, refused);
        assertTrue(refused.err().contains("not good"), refused.err());

        Files.writeString(codeFile, typed(code));
        assertEquals(ExitCode.OK, enrol(platform).exit(), "another code goes on with the keys that were made");
    }

    @Test
    void platformOfAnotherAuthorityOrHostGetsNoCode() throws IOException {
        Ended impostor = enrol(listening(Authorities.create("strangers", days), "127.0.0.1"));
        assertFailed(EnrolmentFault.ENROLMENT_PLATFORM_UNTRUSTED, impostor);
        assertTrue(impostor.err().contains("WRONG_ISSUER"), impostor.err());
        Ended elsewhere = enrol(listening(authorities, "elsewhere.example"));
        assertFailed(EnrolmentFault.ENROLMENT_PLATFORM_UNTRUSTED, elsewhere);
        assertTrue(elsewhere.err().contains("WRONG_NAME"), elsewhere.err());
        assertTrue(heard.isEmpty());
    }

    @Test
    void platformThatIsNotThereIsUnreached() {
        platform.close();
        assertFailed(EnrolmentFault.ENROLMENT_PLATFORM_UNREACHED, enrol(platform));
    }

    @Test
    void answerForAnotherTerminalIsNotInstalled() throws IOException {
        TerminalEnrolment other = TerminalEnrolment.begin(INSTITUTION);
        byte[] theirs = authorities
                .enrol(other.request(), new TerminalName(INSTITUTION, 'C'), days)
                .encode();
        assertFailed(
                EnrolmentFault.ENROLMENT_ANSWER_UNUSABLE,
                enrol(listening(authorities, (shown, request) -> Bytes.of(theirs), "127.0.0.1")));
        assertFailed(
                EnrolmentFault.ENROLMENT_ANSWER_UNUSABLE,
                enrol(listening(authorities, (shown, request) -> Bytes.of(new byte[9]), "127.0.0.1")));
    }

    @Test
    void wrongFilesAndAddressesAreToldApart() throws IOException {
        Path nothing = Files.writeString(folder.resolve("nothing.pem"), "nothing");
        String address = "127.0.0.1:" + platform.address().getPort();
        assertFailed(EnrolmentFault.ENROLMENT_AUTHORITY_UNUSABLE, enrol(address, nothing, codeFile.toString(), ""));
        Path missing = folder.resolve("missing");
        assertEquals(
                ExitCode.WRONG_CALL,
                enrol(address, missing, codeFile.toString(), "").exit());
        assertEquals(
                ExitCode.WRONG_CALL,
                enrol(address, authority, missing.toString(), "").exit());
        Ended nowhere = enrol("127.0.0.1", authority, codeFile.toString(), "");
        assertEquals(ExitCode.WRONG_CALL, nowhere.exit());
        assertTrue(nowhere.err().contains("--platform=HOST:PORT"), nowhere.err());
        assertTrue(heard.isEmpty());
    }

    @Test
    void identityOfAnotherInstitutionIsLeftAlone() throws IOException {
        Files.createDirectories(certs());
        TerminalEnrolment other = TerminalEnrolment.begin("H37010200001");
        EnrolmentAnswer answer = authorities.enrol(other.request(), new TerminalName("H37010200001", 'A'), days);
        for (Map.Entry<String, byte[]> file : other.complete(answer, Instant.now())
                .files(PASSPHRASE)
                .contents()
                .entrySet()) {
            Files.write(certs().resolve(file.getKey()), file.getValue());
        }
        Ended refused = enrol(platform);
        assertEquals(EnrolmentFault.ENROLMENT_OTHER_TERMINAL.exit(), refused.exit(), refused.printed());
        assertTrue(refused.err().contains("H37010200001-A"), refused.err());
        assertTrue(heard.isEmpty());
    }
}
