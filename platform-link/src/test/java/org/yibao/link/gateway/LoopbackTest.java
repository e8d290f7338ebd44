package org.yibao.link.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.certs.LineSuites;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.FixedJournal;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.TestPlatform;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.CarriedInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.Transaction;
import org.yibao.link.netty.LineProxy;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.server.PlatformLimits;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.link.session.SessionSettings;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway.Offer;
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
    private final BlockingQueue<String> secured = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> untrusted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> quarantined = new LinkedBlockingQueue<>();
    private final BlockingQueue<JournalHead> countersigned = new LinkedBlockingQueue<>();
    /** How far the terminal's clock was set. */
    private volatile Duration clockStep = Duration.ZERO;

    private volatile LineAddress address = new LineAddress(TestIdentities.LOOPBACK, 1);
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
    void theDirectoryOfAClosedLineIsUnreachable() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        gateway.close();
        Offer offer = await(gateway.directory().ask(DirectoryPart.TRUST, "0", DEADLINE));
        assertInstanceOf(Offer.Unreachable.class, offer);
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

    @ParameterizedTest
    @CsvSource({"SM_ONLY, TLS_SM4_GCM_SM3", "SM_PREFERRED, TLS_SM4_GCM_SM3", "INTERNATIONAL, TLS_AES_128_GCM_SHA256"})
    void theSuiteOfTheConnectionIsTold(LineSuites platforms, String suite) throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM, platforms);
        gateway(TestIdentities.TERMINAL, platform);
        assertEquals(suite, secured.poll(WAIT_SECONDS, TimeUnit.SECONDS));
        awaitOnline();
    }

    @ParameterizedTest
    @EnumSource(names = {"SM_ONLY", "INTERNATIONAL"})
    void aTerminalOfAnotherAuthorityIsNotLetIn(LineSuites suites) throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM, suites);
        TerminalIdentity stranger = TestIdentities.STRANGER;
        LinkedPlatformGateway gateway = gateway(
                stranger,
                List.of(platform.port()),
                SETTINGS,
                transport(stranger, LineSuites.SM_PREFERRED, Duration.ofSeconds(10)),
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

    /** Made by terminal B of the same institution; the bill is longer than one piece of Base64. */
    private SignedMessage othersSale() {
        SignedMessage own = sale(1, 200);
        String id = own.id().value().replaceFirst("A(\\d{3})$", "B$1");
        String json = new String(SignedJson.decode(own.bytes()).json().toArray(), StandardCharsets.UTF_8);
        Bytes renamed = Bytes.of(json.replace(own.id().value(), id).getBytes(StandardCharsets.UTF_8));
        return new SignedMessage(
                MessageId.parse(id),
                own.infno(),
                MessageSigner.of(TestIdentities.TERMINAL).sign(renamed).encode());
    }

    @Test
    void anotherTerminalsMessageIsCarriedAndThePlatformsWordOnItIsTheEvidence() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        SignedMessage message = othersSale();
        Delivery.Answered answered =
                assertInstanceOf(Delivery.Answered.class, await(gateway.deliver(message, DEADLINE)));
        assertEquals(Samples.booked(200), answered.answer());
        String echo = Answer.decodeEcho(SignedJson.decode(answered.evidence()).json());
        assertEquals(message.id().value(), echo);
        assertTrue(platform.heard.stream()
                .map(signed -> Request.decode(signed.json()))
                .filter(request -> request.input() instanceof CarriedInput)
                .anyMatch(request ->
                        ((CarriedInput) request.input()).message().encode().equals(message.bytes())));
    }

    @Test
    void whatIsRefusedToTheCarryingMessageIsNoWordOnTheCarriedOne() throws InterruptedException {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        List<String> codes = List.of("REQUEST_INVALID", "TRY_LATER");
        AtomicInteger round = new AtomicInteger();
        platform.fault = (request, reply) -> {
            boolean carries = request.input() instanceof CarriedInput;
            if (carries && round.get() < codes.size()) {
                reply.send(platform.refusal(request, codes.get(round.getAndIncrement())));
            } else if (carries) {
                reply.send(platform.carrying(request, platform.refusal(request, "PERSON_UNKNOWN")));
            }
            return carries;
        };
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        SignedMessage message = othersSale();
        assertEquals(new Delivery.Unreadable("REQUEST_INVALID", "不予受理"), await(gateway.deliver(message, DEADLINE)));
        assertInstanceOf(Delivery.OutcomeUnknown.class, await(gateway.deliver(message, DEADLINE)));
        assertInstanceOf(
                Delivery.OutcomeUnknown.class,
                await(gateway.deliver(message, DEADLINE)),
                "an answer to another message within");
        assertNotNull(untrusted.poll(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void whatThePlatformCannotReadAndWhatIsNoMessageIsNeitherRefusedNorTriedForEver() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        platform.fault = settlements((request, reply) -> {
            reply.send(platform.refusal(request, "MESSAGE_MALFORMED"));
            return true;
        });
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        SignedMessage message = sale(1, 1);
        assertEquals(new Delivery.Unreadable("MESSAGE_MALFORMED", "不予受理"), await(gateway.deliver(message, DEADLINE)));
        SignedMessage cut = new SignedMessage(message.id(), message.infno(), Bytes.of(new byte[] {1, 2, 3}));
        assertInstanceOf(Delivery.Unsendable.class, await(gateway.deliver(cut, DEADLINE)));
        SignedMessage foreign = new SignedMessage(message.id(), "0000", message.bytes());
        assertInstanceOf(Delivery.Unsendable.class, await(gateway.deliver(foreign, DEADLINE)));
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
    void aPlatformWhoseLineCertificateIsTakenBackIsLeft() throws InterruptedException {
        AtomicReference<Revocations> lists = new AtomicReference<>(Revocations.NONE);
        TestPlatform platform = platform(TestIdentities.PLATFORM, LineSuites.INTERNATIONAL);
        NettyClientTransport transport = new NettyClientTransport(
                () -> TestIdentities.TERMINAL.line(LineSuites.INTERNATIONAL, lists::get, TestPlatform.CLOCK),
                Duration.ofSeconds(10),
                secured::add);
        LinkedPlatformGateway gateway = gateway(
                TestIdentities.TERMINAL, List.of(platform.port()), SETTINGS, transport, TestIdentities.TERMINAL);
        awaitOnline();
        gateway.judgeAgain();
        assertInstanceOf(Delivery.Answered.class, await(gateway.deliver(sale(1, 1), DEADLINE)));

        lists.set(TestIdentities.takingBackTheLine(TestIdentities.PLATFORM));
        gateway.judgeAgain();

        awaitState(LineState.OFFLINE);
        String reason = untrusted.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertTrue(String.valueOf(reason).contains("revoked"), reason);
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
    void bytesThatAreNoMessageAreNotSentNorTriedAgain() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        SignedMessage damaged = new SignedMessage(sale(1, 1).id(), "2102", Bytes.of(new byte[] {1, 2, 3}));
        assertInstanceOf(Delivery.Unsendable.class, await(gateway.deliver(damaged, DEADLINE)));
    }

    /** Row 8 of the reliability list. */
    @ParameterizedTest
    @EnumSource(
            value = LineProxy.Cable.class,
            names = {"BLACK_HOLE", "TRICKLING"})
    void aMessageThatWasSentIntoNothingIsInDoubtAndGoesAgainOnANewConnection(LineProxy.Cable bad) throws Exception {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LineProxy proxy = proxy(platform);
        LinkedPlatformGateway gateway = impatient(List.of(proxy.port()));
        awaitOnline();
        proxy.cable = bad;
        assertInstanceOf(Delivery.OutcomeUnknown.class, await(gateway.deliver(sale(1, 1), Duration.ofMillis(400))));
        awaitState(LineState.OFFLINE);
        proxy.cable = LineProxy.Cable.GOOD;
        awaitOnline();
        assertEquals(Samples.booked(1), answer(await(gateway.deliver(sale(1, 1), DEADLINE))));
    }

    @Test
    void anIdleLineThatIsHalfOpenIsNoticedAndMadeAnew() throws Exception {
        LineProxy proxy = proxy(platform(TestIdentities.PLATFORM));
        LinkedPlatformGateway gateway = impatient(List.of(proxy.port()));
        awaitOnline();
        proxy.cable = LineProxy.Cable.BLACK_HOLE;
        awaitState(LineState.OFFLINE);
        assertFalse(gateway.online());
        proxy.cable = LineProxy.Cable.GOOD;
        awaitOnline();
    }

    @ParameterizedTest
    @EnumSource(
            value = LineProxy.Cable.class,
            names = {"RESET_IN_MID_FRAME", "TRUNCATED"})
    void anAnswerThatIsCutLeavesDoubtAndTheSameBytesGoAgain(LineProxy.Cable cut) throws Exception {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LineProxy proxy = proxy(platform);
        LinkedPlatformGateway gateway = impatient(List.of(proxy.port()));
        awaitOnline();
        platform.fault = settlements((request, reply) -> {
            proxy.cable = cut;
            return false;
        });
        assertInstanceOf(Delivery.OutcomeUnknown.class, await(gateway.deliver(sale(1, 1), DEADLINE)));
        platform.fault = (request, reply) -> false;
        awaitOnline();
        assertEquals(Samples.booked(1), answer(await(gateway.deliver(sale(1, 1), DEADLINE))));
    }

    @Test
    void aSlowLineHoldsUpNobody() throws Exception {
        LineProxy proxy = proxy(platform(TestIdentities.PLATFORM));
        LinkedPlatformGateway gateway = gateway(List.of(proxy.port()), SETTINGS);
        awaitOnline();
        proxy.cable = LineProxy.Cable.SLOW;
        List<CompletionStage<Delivery>> deliveries = new ArrayList<>();
        for (int lines = 1; lines <= 8; lines++) {
            deliveries.add(gateway.deliver(sale(lines, lines), DEADLINE));
        }
        for (int lines = 1; lines <= 8; lines++) {
            assertEquals(Samples.booked(lines), answer(await(deliveries.get(lines - 1))));
        }
    }

    @Test
    void anAddressThatSwallowsEverythingIsPassedByForTheNext() throws Exception {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LineProxy proxy = proxy(platform);
        proxy.cable = LineProxy.Cable.BLACK_HOLE;
        impatient(List.of(proxy.port(), platform.port()));
        awaitOnline();
        assertEquals(platform.port(), address.port());
    }

    @Test
    void aPlatformThatGoesDownInOrderLosesNoAnswer() {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        platform.fault = settlements((request, reply) -> held.add(() -> reply.send(platform.answer(request))));
        List<CompletionStage<Delivery>> deliveries = new ArrayList<>();
        List<Runnable> answers = new ArrayList<>();
        for (int lines = 1; lines <= 5; lines++) {
            deliveries.add(gateway.deliver(sale(lines, lines), DEADLINE));
        }
        for (int lines = 1; lines <= 5; lines++) {
            answers.add(taken(held));
        }
        assertFalse(platform.transport().drain(Duration.ZERO));
        answers.forEach(Runnable::run);
        for (int lines = 1; lines <= 5; lines++) {
            assertEquals(Samples.booked(lines), answer(await(deliveries.get(lines - 1))));
        }
        assertTrue(platform.transport().drain(DEADLINE));
        awaitState(LineState.OFFLINE);
    }

    @Test
    void aTerminalThatGoesDownWaitsForItsAnswers() throws Exception {
        TestPlatform platform = platform(TestIdentities.PLATFORM);
        LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
        awaitOnline();
        BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
        platform.fault = settlements((request, reply) -> held.add(() -> reply.send(platform.answer(request))));
        CompletionStage<Delivery> delivery = gateway.deliver(sale(1, 1), DEADLINE);
        Runnable answer = taken(held);
        Thread closing = new Thread(gateway::close);
        closing.start();
        awaitState(LineState.CLOSING);
        answer.run();
        assertEquals(Samples.booked(1), answer(await(delivery)));
        closing.join();
        awaitState(LineState.STOPPED);
    }

    /** Row 11 of the reliability list: whoever is at the other end, no byte of a settlement leaves. */
    @Nested
    class Impostors {
        @ParameterizedTest
        @EnumSource(names = {"SM_ONLY", "INTERNATIONAL"})
        void ofOtherAuthoritiesHearNothing(LineSuites suites) throws InterruptedException {
            TestPlatform impostor = platform(TestIdentities.IMPOSTOR, suites);
            assertHearsNothing(impostor, gateway(TestIdentities.TERMINAL, impostor));
            assertTrue(told().contains("no trusted authority"));
        }

        @ParameterizedTest
        @EnumSource(names = {"SM_ONLY", "INTERNATIONAL"})
        void ofAnotherNameHearNothing(LineSuites suites) throws InterruptedException {
            TestPlatform elsewhere = platform(TestIdentities.ELSEWHERE, suites);
            assertHearsNothing(elsewhere, gateway(TestIdentities.TERMINAL, elsewhere));
            assertTrue(told().contains("does not answer for"));
        }

        @ParameterizedTest
        @EnumSource(names = {"SM_ONLY", "INTERNATIONAL"})
        void withACertificateThatEndedHearNothing(LineSuites suites) throws InterruptedException {
            TestPlatform expired = platform(TestIdentities.PLATFORM, suites);
            InstantSource later = () -> TestPlatform.CLOCK.instant().plus(Duration.ofDays(400));
            NettyClientTransport transport = new NettyClientTransport(
                    TestIdentities.TERMINAL.line(suites, later), Duration.ofSeconds(10), secured::add);
            assertHearsNothing(
                    expired,
                    gateway(
                            TestIdentities.TERMINAL,
                            List.of(expired.port()),
                            SETTINGS,
                            transport,
                            TestIdentities.TERMINAL));
            assertTrue(told().contains("was valid until"));
        }

        @Test
        void ofAnotherSuiteHearNothing() {
            TestPlatform platform = platform(TestIdentities.PLATFORM, LineSuites.INTERNATIONAL);
            assertHearsNothing(platform, gateway(TestIdentities.TERMINAL, platform, LineSuites.SM_ONLY));
        }

        @Test
        void thatCutTheHandshakeHearNothing() throws IOException {
            TestPlatform platform = platform(TestIdentities.PLATFORM);
            LineProxy proxy = proxy(platform);
            proxy.cable = LineProxy.Cable.TRUNCATED;
            LinkedPlatformGateway gateway = gateway(List.of(proxy.port()), SETTINGS);
            Delivery delivery = await(gateway.deliver(sale(1, 1), DEADLINE));
            assertInstanceOf(Delivery.Unreachable.class, delivery);
            assertFalse(settlementHeard(platform));
            awaitOnline();
            assertEquals(Samples.booked(1), answer(await(gateway.deliver(sale(1, 1), DEADLINE))));
        }

        private void assertHearsNothing(TestPlatform other, LinkedPlatformGateway gateway) {
            assertInstanceOf(Delivery.Unreachable.class, await(gateway.deliver(sale(1, 1), DEADLINE)));
            awaitState(LineState.OFFLINE);
            assertFalse(gateway.online());
            assertTrue(other.heard.isEmpty() && other.welcomed.isEmpty());
        }

        private String told() throws InterruptedException {
            return String.valueOf(untrusted.poll(WAIT_SECONDS, TimeUnit.SECONDS));
        }

        private boolean settlementHeard(TestPlatform platform) {
            return platform.heard.stream()
                    .anyMatch(signed -> Request.decode(signed.json()).transaction() == Transaction.PHARMACY_SETTLE);
        }
    }

    /** Row 9 of the reliability list, as far as the line goes: no deadline is the clock's. */
    @Nested
    class ClockSteps {
        @ParameterizedTest
        @ValueSource(strings = {"P400D", "PT-1H", "P-400D"})
        void anAnswerOnItsWayIsAwaitedAsLongAsBefore(Duration step) {
            TestPlatform platform = platform(TestIdentities.PLATFORM);
            LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
            awaitOnline();
            BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
            platform.fault = settlements((request, reply) -> held.add(() -> reply.send(platform.answer(request))));
            CompletionStage<Delivery> early = gateway.deliver(sale(1, 1), DEADLINE);
            Runnable answer = taken(held);
            clockStep = step;
            CompletionStage<Delivery> late = gateway.deliver(sale(2, 2), DEADLINE);
            taken(held).run();
            assertEquals(Samples.booked(2), answer(await(late)));
            assertFalse(early.toCompletableFuture().isDone());
            answer.run();
            assertEquals(Samples.booked(1), answer(await(early)));
            assertTrue(states.isEmpty(), "the line was given up");
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT-1H", "P-400D"})
        void anAnswerThatNeverComesIsNotAwaitedLonger(Duration step) {
            TestPlatform platform = platform(TestIdentities.PLATFORM);
            LinkedPlatformGateway gateway = gateway(TestIdentities.TERMINAL, platform);
            awaitOnline();
            BlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
            platform.fault = settlements((request, reply) -> held.add(() -> {}));
            CompletionStage<Delivery> delivery = gateway.deliver(sale(1, 1), Duration.ofMillis(500));
            taken(held);
            clockStep = step;
            assertInstanceOf(Delivery.OutcomeUnknown.class, await(delivery));
        }
    }

    private static Runnable taken(BlockingQueue<Runnable> held) {
        try {
            Runnable answer = held.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertNotNull(answer, "the request never came");
            return answer;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private LineProxy proxy(TestPlatform platform) throws IOException {
        LineProxy proxy = new LineProxy(platform.port());
        open.add(proxy);
        return proxy;
    }

    private LinkedPlatformGateway impatient(List<Integer> ports) {
        return gateway(
                ports,
                new SessionSettings(
                        8,
                        64,
                        1 << 20,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300),
                        Duration.ofMillis(700),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100)));
    }

    private LinkedPlatformGateway gateway(List<Integer> ports, SessionSettings settings) {
        NettyClientTransport transport =
                transport(TestIdentities.TERMINAL, LineSuites.SM_PREFERRED, settings.connectWithin());
        return gateway(TestIdentities.TERMINAL, ports, settings, transport, TestIdentities.TERMINAL);
    }

    private TestPlatform platform(PlatformIdentity identity) {
        return platform(identity, LineSuites.SM_PREFERRED);
    }

    private TestPlatform platform(PlatformIdentity identity, LineSuites suites) {
        TestPlatform platform = new TestPlatform(identity, PlatformLimits.USUAL, suites);
        open.add(platform);
        return platform;
    }

    private LinkedPlatformGateway gateway(TerminalIdentity identity, TestPlatform platform) {
        return gateway(identity, platform, LineSuites.SM_PREFERRED);
    }

    private LinkedPlatformGateway gateway(TerminalIdentity identity, TestPlatform platform, LineSuites suites) {
        NettyClientTransport transport = transport(identity, suites, Duration.ofSeconds(10));
        return gateway(identity, List.of(platform.port()), SETTINGS, transport, identity);
    }

    private NettyClientTransport transport(TerminalIdentity identity, LineSuites suites, Duration connectWithin) {
        return new NettyClientTransport(identity.line(suites, TestPlatform.CLOCK), connectWithin, secured::add);
    }

    private LinkedPlatformGateway gateway(
            TerminalIdentity identity,
            List<Integer> ports,
            SessionSettings settings,
            NettyClientTransport transport,
            TerminalIdentity trusting) {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        MessageSigner signer = MessageSigner.of(identity);
        LinkedTerminal terminal = new LinkedTerminal(
                Samples.pharmacy(),
                Samples.OPERATOR,
                "",
                "",
                () -> signer,
                now -> Samples.id(Samples.pharmacy(), ids.getAndIncrement() % 1_000),
                new FixedJournal(HEAD),
                () -> TestPlatform.CLOCK.instant().plus(clockStep),
                ZoneId.of("Asia/Shanghai"));
        LinkedPlatformGateway gateway = new LinkedPlatformGateway(
                terminal,
                TrustedSigners.platforms(trusting.signingAnchors()),
                transport,
                ports.stream()
                        .map(port -> new LineAddress(TestIdentities.LOOPBACK, port))
                        .toList(),
                settings,
                new Random(ports.get(0)),
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
        public void stateChanged(LineState state, LineAddress used, String reason) {
            address = used;
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
        public void countersigned(JournalHead head, Bytes evidence, PlatformTime time) {
            Evidence.decode(evidence);
            countersigned.add(head);
        }
    }
}
