package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.LineSuites;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.enrolment.EnrolmentOutcome;
import org.yibao.link.session.LineState;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.control.ControlClient;
import org.yibao.platform.control.PlatformAddress;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.PlatformGateway.Delivery;

/** The platform as a process of its own, killed between booking and answering. */
class PlatformProcessTest {
    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.system();
    private Process process;
    private String ready;

    /** Starts the process and waits for its line. */
    @BeforeEach
    void start() throws IOException {
        start(LineSuites.SM_PREFERRED);
    }

    private void start(LineSuites suites) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.yibao.platform.cli.PlatformMain",
                        "run",
                        "--dir",
                        folder.toString(),
                        "--tls",
                        suites.text(),
                        "--enrol-port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        ready = String.valueOf(out.readLine());
    }

    private LineTerminal connected(TestTerminal terminal) {
        LineTerminal line = new LineTerminal(
                terminal, new ChainedJournal(), PlatformAddress.load(folder).port(), clock);
        line.await(LineState.ONLINE);
        return line;
    }

    private String tell(String... words) {
        return new ControlClient(PlatformAddress.load(folder)).tell(List.of(words));
    }

    @AfterEach
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void killAfterBookingLosesNothingAndTheRepeatGetsTheFirstAnswer() throws Exception {
        assertTrue(ready.startsWith("platform 127.0.0.1:"), ready);
        PlatformSettings settings =
                PlatformSettings.demo(folder, 0, Passphrase.load(folder.resolve("passphrase")), clock);
        TestTerminal clinic = ReferencePlatform.atEnrolmentDesk(
                settings, desk -> TestTerminal.clinic('A', "2", desk::enrol, clock.instant()));
        SignedRequest sale = clinic.settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", "1000.00"));

        try (LineTerminal line = connected(clinic)) {
            tell("drop", "1");
            CompletableFuture<Delivery> unanswered = line.send(sale, LineTerminal.PATIENCE);
            // The desk takes one message after the other: when this is answered, the sale is booked.
            line.gateway()
                    .person(clinic.nextId(), new InsuredCard.IdentityCard(IN_SERVICE_CERTNO, ""), LineTerminal.PATIENCE)
                    .toCompletableFuture()
                    .join();
            assertFalse(unanswered.isDone());
            process.destroyForcibly().waitFor();
            line.await(LineState.OFFLINE);
        }

        start();
        try (LineTerminal line = connected(clinic)) {
            PlatformAnswer.Booked booked = assertInstanceOf(
                    PlatformAnswer.Booked.class, line.answered(sale).answer());
            assertEquals(Amount.parse("280.00"), booked.breakdown().fundPaySumamt());
        }
        assertTrue(tell("totals").contains("\"settlements\":1,"));
        assertTrue(tell("person", IN_SERVICE, "2023").contains("\"OPT_PAY\":280.00"));
    }

    @Test
    void speaksTheSuitesItIsToldTo() throws Exception {
        PlatformSettings settings =
                PlatformSettings.demo(folder, 0, Passphrase.load(folder.resolve("passphrase")), clock);
        TestTerminal clinic = ReferencePlatform.atEnrolmentDesk(
                settings, desk -> TestTerminal.clinic('A', "2", desk::enrol, clock.instant()));
        try (LineTerminal line = connected(clinic)) {
            assertEquals("TLS_SM4_GCM_SM3", line.suites.take());
        }
        process.destroyForcibly().waitFor();
        start(LineSuites.INTERNATIONAL);
        try (LineTerminal line = connected(clinic)) {
            assertEquals("TLS_AES_128_GCM_SHA256", line.suites.take());
        }
    }

    @Test
    void killAfterEnrollingLosesNothingAndTheRepeatGetsTheFirstAnswer() throws Exception {
        PlatformAddress address = PlatformAddress.load(folder);
        assertTrue(ready.contains(" enrolment 127.0.0.1:" + address.enrolPort().orElseThrow()), ready);
        PlatformSettings settings =
                PlatformSettings.demo(folder, 0, Passphrase.load(folder.resolve("passphrase")), clock);
        TestTerminal known = ReferencePlatform.atEnrolmentDesk(
                settings, desk -> TestTerminal.clinic('A', "2", desk::enrol, clock.instant()));
        TerminalProfile next = new TerminalProfile(
                known.profile().institution(),
                known.profile().institutionName(),
                'B',
                known.profile().admdvs());
        TrustAnchors authorities = ReferencePlatform.atEnrolmentDesk(settings, EnrolmentDesk::lineAnchors);
        EnrolmentCode code = ReferencePlatform.atEnrolmentDesk(settings, desk -> desk.invite(next, Duration.ofDays(1)));
        EnrolmentRequest request =
                TerminalEnrolment.begin(next.institution().code()).request();

        EnrolmentOutcome granted =
                new EnrolmentByCode(authorities, address.enrolPort().orElseThrow(), clock).ask(code, request);
        assertInstanceOf(EnrolmentOutcome.Enrolled.class, granted);
        process.destroyForcibly().waitFor();
        start();
        int port = PlatformAddress.load(folder).enrolPort().orElseThrow();
        assertEquals(granted, new EnrolmentByCode(authorities, port, clock).ask(code, request));
        assertInstanceOf(
                EnrolmentOutcome.Refused.class,
                new EnrolmentByCode(authorities, port, clock)
                        .ask(
                                code,
                                TerminalEnrolment.begin(next.institution().code())
                                        .request()));
        assertTrue(tell("alarms").contains("ENROLMENT_CODE_REUSED"));
    }

    @Test
    void endsCleanlyWhenItIsAsked() throws Exception {
        process.destroy();

        assertTrue(process.waitFor(LineTerminal.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertFalse(Files.exists(folder.resolve(PlatformAddress.FILE)));
        start();
        assertTrue(ready.startsWith("platform 127.0.0.1:"), ready);
    }
}
