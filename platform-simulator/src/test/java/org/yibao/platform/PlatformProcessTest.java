package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.certs.LineSuites;
import org.yibao.link.session.LineState;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.control.PlatformAddress;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.port.PlatformGateway.Delivery;

/** The platform as a process of its own, killed between booking and answering. */
class PlatformProcessTest {
    private static final int SALES = 5;
    private static final String DAY = "2023-05-05T10:00:00";

    @TempDir
    private Path folder;

    private final InstantSource clock = InstantSource.system();
    private PlatformProcess platform;

    @BeforeEach
    void start() {
        platform = PlatformProcess.start(folder);
    }

    private LineTerminal connected(TestTerminal terminal) {
        LineTerminal line = new LineTerminal(terminal, new ChainedJournal(), platform.port(), clock);
        line.await(LineState.ONLINE);
        return line;
    }

    private TestTerminal clinic() {
        return platform.enrolled('A').get(0);
    }

    @AfterEach
    void kill() {
        platform.close();
    }

    @Test
    void killAfterBookingLosesNothingAndTheRepeatGetsTheFirstAnswer() throws Exception {
        assertTrue(platform.ready().startsWith("platform 127.0.0.1:"), platform.ready());
        TestTerminal clinic = clinic();
        SignedRequest sale = clinic.settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", "1000.00"));

        try (LineTerminal line = connected(clinic)) {
            platform.tell("drop", "1");
            CompletableFuture<Delivery> unanswered = line.send(sale, LineTerminal.PATIENCE);
            // The desk takes one message after the other: when this is answered, the sale is booked.
            line.gateway()
                    .person(clinic.nextId(), new InsuredCard.IdentityCard(IN_SERVICE_CERTNO, ""), LineTerminal.PATIENCE)
                    .toCompletableFuture()
                    .join();
            assertFalse(unanswered.isDone());
            platform.kill();
            line.await(LineState.OFFLINE);
        }

        start();
        try (LineTerminal line = connected(clinic)) {
            PlatformAnswer.Booked booked = assertInstanceOf(
                    PlatformAnswer.Booked.class, line.answered(sale).answer());
            assertEquals(Amount.parse("280.00"), booked.breakdown().fundPaySumamt());
        }
        assertEquals(1, platform.tell("totals").path("settlements").asInt());
        assertEquals(
                280.00,
                platform.tell("person", IN_SERVICE, "2023").at("/cum/OPT_PAY").asDouble());
    }

    @Test
    void speaksTheSuitesItIsToldTo() throws Exception {
        TestTerminal clinic = clinic();
        try (LineTerminal line = connected(clinic)) {
            assertEquals("TLS_SM4_GCM_SM3", line.suites.take());
        }
        platform.kill();
        platform = PlatformProcess.start(folder, LineSuites.INTERNATIONAL);
        try (LineTerminal line = connected(clinic)) {
            assertEquals("TLS_AES_128_GCM_SHA256", line.suites.take());
        }
    }

    @Test
    void endsCleanlyWhenItIsAsked() {
        platform.end();

        assertFalse(Files.exists(folder.resolve(PlatformAddress.FILE)));
        start();
        assertTrue(platform.ready().startsWith("platform 127.0.0.1:"), platform.ready());
    }

    @Test
    void whatIsInFlightIsAnsweredBeforeItEndsAsItIsAsked() {
        TestTerminal clinic = clinic();
        List<CompletableFuture<Delivery>> unanswered = new ArrayList<>();
        try (LineTerminal line = connected(clinic)) {
            platform.tell("delay", "1000");
            for (int i = 0; i < SALES; i++) {
                SignedRequest sale = clinic.settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, "10.00"));
                unanswered.add(line.send(sale, LineTerminal.PATIENCE));
            }
            platform.awaitSettlements(clinic, SALES);
            platform.end();
            for (CompletableFuture<Delivery> delivery : unanswered) {
                assertInstanceOf(
                        PlatformAnswer.Booked.class,
                        assertInstanceOf(Delivery.Answered.class, delivery.join())
                                .answer());
            }
            line.await(LineState.OFFLINE);
        }
        assertFalse(platform.log().contains("not closed cleanly"), platform.log());
        start();
        assertEquals(SALES, platform.states(clinic).size());
    }
}
