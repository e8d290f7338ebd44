package org.yibao.link.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.FixedJournal;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.TestPlatform;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Request;
import org.yibao.link.message.Transaction;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.session.LineState;
import org.yibao.link.session.SessionSettings;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** Terminal and platform over real TLS on loopback. */
class LoopbackTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int WAIT_SECONDS = 30;
    private static final JournalHead HEAD = new JournalHead(41, "ab".repeat(32));
    private static final SessionSettings SETTINGS = new SessionSettings(
            8,
            64,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            Duration.ofMillis(100));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<LineState> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> untrusted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> quarantined = new LinkedBlockingQueue<>();
    private final BlockingQueue<JournalHead> countersigned = new LinkedBlockingQueue<>();
    private final AtomicInteger ids = new AtomicInteger(900);
    private final NationalMessageEncoder encoder =
            new NationalMessageEncoder(MessageSigner.of(TestIdentities.TERMINAL));

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void signsInAndHasItsJournalCountersigned() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        assertTrue(gateway.online());
        assertEquals(HEAD, countersigned.poll(WAIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(TestIdentities.PHARMACY, platform.welcomed.take().name());
    }

    @Test
    void aQuarantinedTerminalSaysSoAndStillDeliversWhatThePlatformTakes() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = (request, reply) -> {
            boolean signIn = request.transaction() == Transaction.SIGN_IN;
            boolean later = request.id().equals(sale(2, 1).id());
            if (signIn || later) {
                reply.send(platform.refusal(request, signIn ? "JOURNAL_FORKED" : "TERMINAL_QUARANTINED"));
            }
            return signIn || later;
        };
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitState(LineState.QUARANTINED);
        assertEquals("JOURNAL_FORKED 不予受理", quarantined.poll(WAIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(Samples.booked(1), answer(await(gateway.deliver(sale(1, 1), DEADLINE))));
        assertInstanceOf(Delivery.OutcomeUnknown.class, await(gateway.deliver(sale(2, 1), DEADLINE)));
        platform.fault = (request, reply) -> false;
        awaitOnline();
        assertEquals(HEAD, countersigned.poll(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void asksForAPersonAndSettles() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        InsuredCard card = new InsuredCard.IdentityCard(Samples.IDENTITY_NUMBER, Samples.NAME);
        PersonReply reply = await(gateway.person(Samples.id(Samples.pharmacy(), 1), card, DEADLINE));
        PersonReply.Known known = assertInstanceOf(PersonReply.Known.class, reply);
        assertEquals(Samples.person().cum(), known.snapshot().cum());
        assertEquals(Samples.booked(500), answer(await(gateway.deliver(sale(2, 500), DEADLINE))));
    }

    @Test
    void manyInFlightComeBackToTheirOwn() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        List<CompletionStage<Delivery>> deliveries = new ArrayList<>();
        for (int lines = 1; lines <= 30; lines++) {
            deliveries.add(gateway.deliver(sale(lines, lines), DEADLINE));
        }
        for (int lines = 1; lines <= 30; lines++) {
            assertEquals(Samples.booked(lines), answer(await(deliveries.get(lines - 1))));
        }
    }

    @Test
    void anImpostorHearsNotOneByte() throws InterruptedException {
        TestPlatform impostor = platform(TestIdentities.IMPOSTOR);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, impostor);
        assertTrue(untrusted.poll(WAIT_SECONDS, TimeUnit.SECONDS).contains("no trusted authority"));
        assertFalse(gateway.online());
        assertInstanceOf(Delivery.Unreachable.class, await(gateway.deliver(sale(1, 1), Duration.ofMillis(50))));
        assertTrue(impostor.heard.isEmpty() && impostor.welcomed.isEmpty());
    }

    @Test
    void aPlatformOfAnotherHostIsAnImpostor() throws InterruptedException {
        TestPlatform elsewhere = platform(TestIdentities.ELSEWHERE);
        gateway(TestIdentities.TERMINAL, elsewhere);
        assertTrue(untrusted.poll(WAIT_SECONDS, TimeUnit.SECONDS).contains("does not answer for"));
        assertTrue(elsewhere.heard.isEmpty());
    }

    @Test
    void aTerminalOfAnotherAuthorityIsNotLetIn() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        TerminalIdentity stranger = TestIdentities.STRANGER;
        LinkedPlatformGateway gateway = gateway(
                stranger,
                platform,
                new NettyClientTransport(
                        TestIdentities.LOOPBACK,
                        platform.port(),
                        stranger.line(TestPlatform.CLOCK),
                        Duration.ofSeconds(10)),
                TestIdentities.TERMINAL);
        awaitState(LineState.OFFLINE);
        assertFalse(gateway.online());
        assertTrue(platform.welcomed.isEmpty());
    }

    @Test
    void anAnswerWithABrokenSignatureLeavesTheOutcomeUnknown() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = settlements((request, reply) -> {
            SignedJson good = platform.answer(request);
            byte[] signature = good.signature().toArray();
            signature[63] ^= 1;
            reply.send(new SignedJson(good.json(), good.certificateId(), Bytes.of(signature)));
            return true;
        });
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        assertInstanceOf(Delivery.OutcomeUnknown.class, await(gateway.deliver(sale(1, 1), DEADLINE)));
        assertNotNull(untrusted.poll(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void aLineCutInFlightLeavesDoubtAndTheSameBytesGoAgain() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        AtomicBoolean cut = new AtomicBoolean();
        platform.fault = settlements((request, reply) -> {
            boolean first = cut.compareAndSet(false, true);
            if (first) {
                reply.cut();
            }
            return first;
        });
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        SignedMessage message = sale(1, 3);
        assertInstanceOf(Delivery.OutcomeUnknown.class, await(gateway.deliver(message, DEADLINE)));
        awaitOnline();
        assertEquals(Samples.booked(3), answer(await(gateway.deliver(message, DEADLINE))));
        List<SignedJson> settlements = platform.heard.stream()
                .filter(signed -> Request.decode(signed.json()).transaction() == Transaction.PHARMACY_SETTLE)
                .toList();
        assertEquals(2, settlements.size());
        assertEquals(message.bytes(), settlements.get(0).encode());
        assertEquals(message.bytes(), settlements.get(1).encode());
    }

    @Test
    void anAnswerGivenTwiceCompletesOnce() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = settlements((request, reply) -> {
            reply.send(platform.answer(request));
            reply.send(platform.answer(request));
            return true;
        });
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        assertEquals(Samples.booked(1), answer(await(gateway.deliver(sale(1, 1), DEADLINE))));
        assertEquals(Samples.booked(2), answer(await(gateway.deliver(sale(2, 2), DEADLINE))));
        assertNull(untrusted.peek());
    }

    @Test
    void anIdThatThePlatformHoldsWithOtherBytesIsAConflictAndNoRefusal() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = settlements((request, reply) -> {
            reply.send(platform.refusal(request, "MSGID_REUSED"));
            return true;
        });
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        assertEquals(new Delivery.Conflict("MSGID_REUSED", "不予受理"), await(gateway.deliver(sale(1, 1), DEADLINE)));
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON_UNKNOWN, PERSON_UNKNOWN",
        "CREDENTIAL_REFUSED, CREDENTIAL_NOT_ACCEPTED",
        "VOUCHER_NOT_USABLE, CREDENTIAL_NOT_ACCEPTED",
        "NOT_SEEN_BEFORE, OTHER"
    })
    void whyThePlatformNamesNobodyIsSaidInTheTerminalsWords(String code, PlatformGateway.Reason reason) {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = (request, reply) -> {
            boolean ofPerson = request.transaction() == Transaction.PERSON;
            if (ofPerson) {
                reply.send(platform.refusal(request, code));
            }
            return ofPerson;
        };
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        InsuredCard card = new InsuredCard.IdentityCard(Samples.IDENTITY_NUMBER, Samples.NAME);
        assertEquals(
                new PersonReply.Refused(reason, code, "不予受理"),
                await(gateway.person(Samples.id(Samples.pharmacy(), 1), card, DEADLINE)));
    }

    @Test
    void noAnswerWithinTheDeadlineLeavesTheOutcomeUnknown() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = settlements((request, reply) -> true);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        Delivery delivery = await(gateway.deliver(sale(1, 1), Duration.ofMillis(200)));
        assertInstanceOf(Delivery.OutcomeUnknown.class, delivery);
        assertTrue(gateway.online());
    }

    @Test
    void aPlatformThatTakesNobodyIsComeBackToWhenItDoes() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.transport().accepting(false);
        gateway(TestIdentities.TERMINAL, platform);
        awaitState(LineState.OFFLINE);
        platform.transport().accepting(true);
        awaitOnline();
        platform.transport().cutAll();
        awaitState(LineState.OFFLINE);
        awaitOnline();
    }

    @Test
    void closesInOrderAndTakesNothingAfterwards() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        gateway.close();
        awaitState(LineState.STOPPED);
        assertTrue(platform.heard.stream()
                .anyMatch(signed -> Request.decode(signed.json()).transaction() == Transaction.SIGN_OUT));
        assertInstanceOf(Delivery.Unreachable.class, await(gateway.deliver(sale(1, 1), DEADLINE)));
    }

    @Test
    void bytesThatAreNoMessageAreNotSent() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        SignedMessage damaged = new SignedMessage(sale(1, 1).id(), "2102", Bytes.of(new byte[] {1, 2, 3}));
        assertInstanceOf(Delivery.Unreachable.class, await(gateway.deliver(damaged, DEADLINE)));
    }

    private TestPlatform platform(PlatformIdentity identity) {
        TestPlatform platform = new TestPlatform(identity, PlatformLimits.USUAL);
        open.add(platform);
        return platform;
    }

    private LinkedPlatformGateway gateway(TerminalIdentity identity, TestPlatform platform) {
        NettyClientTransport transport = new NettyClientTransport(
                TestIdentities.LOOPBACK, platform.port(), identity.line(TestPlatform.CLOCK), Duration.ofSeconds(10));
        return gateway(identity, platform, transport, identity);
    }

    private LinkedPlatformGateway gateway(
            TerminalIdentity identity,
            TestPlatform platform,
            NettyClientTransport transport,
            TerminalIdentity trusting) {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        LinkedTerminal terminal = new LinkedTerminal(
                Samples.pharmacy(),
                Samples.OPERATOR,
                "",
                "",
                MessageSigner.of(identity),
                now -> Samples.id(Samples.pharmacy(), ids.getAndIncrement() % 1_000),
                new FixedJournal(HEAD),
                TestPlatform.CLOCK,
                ZoneId.of("Asia/Shanghai"));
        LinkedPlatformGateway gateway = new LinkedPlatformGateway(
                terminal,
                TrustedSigners.platforms(trusting.signingAnchors()),
                transport,
                SETTINGS,
                new Random(platform.port()),
                worker,
                new Recording());
        open.add(worker::shutdownNow);
        open.add(gateway);
        gateway.start();
        return gateway;
    }

    private SignedMessage sale(int counter, int lines) {
        return encoder.settlement(Samples.sale(Samples.pharmacy(), counter, lines), HEAD);
    }

    private static TestPlatform.Fault settlements(TestPlatform.Fault fault) {
        return (request, reply) -> request.transaction() == Transaction.PHARMACY_SETTLE && fault.takes(request, reply);
    }

    private void awaitOnline() {
        awaitState(LineState.ONLINE);
    }

    private void awaitState(LineState wanted) {
        try {
            LineState seen;
            do {
                seen = states.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                assertNotNull(seen, "never " + wanted);
            } while (seen != wanted);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static PlatformAnswer answer(Delivery delivery) {
        return assertInstanceOf(Delivery.Answered.class, delivery).answer();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private final class Recording implements LineListener {
        @Override
        public void stateChanged(LineState state, String reason) {
            states.add(state);
        }

        @Override
        public void untrusted(String reason) {
            untrusted.add(reason);
        }

        @Override
        public void quarantined(String reason) {
            quarantined.add(reason);
        }

        @Override
        public void countersigned(JournalHead head, Bytes evidence) {
            SignedJson.decode(evidence);
            countersigned.add(head);
        }
    }
}
