package org.yibao.link.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.FloodGuard;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameException;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.frame.Terms;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.HeadEcho;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.HeadOutput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.ReversalOutput;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignInOutput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.SignOutOutput;
import org.yibao.link.message.Transaction;
import org.yibao.link.message.UndoMapper;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;

/** The session against a hand-played platform, on a virtual clock. */
class PlatformSessionTest {
    private static final MessageSigner PLATFORM = MessageSigner.of(TestIdentities.PLATFORM);
    private static final MessageSigner IMPOSTOR = MessageSigner.of(TestIdentities.IMPOSTOR);
    private static final MessageSigner TERMINAL = MessageSigner.of(TestIdentities.TERMINAL);
    private static final JournalHead HEAD = new JournalHead(41, "ab".repeat(32));
    private static final LineAddress FIRST = new LineAddress(TestIdentities.LOOPBACK, 1);
    private static final LineAddress SECOND = new LineAddress(TestIdentities.LOOPBACK, 2);
    private static final int WINDOW = 2;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final SessionSettings SETTINGS = new SessionSettings(
            WINDOW,
            3,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofSeconds(16));

    private PlatformSession session = session(FIRST);
    private Instant now = TestIdentities.NOW;
    private int tickets;

    private PlatformSession session(LineAddress... addresses) {
        TrustedSigners platforms = TrustedSigners.platforms(TestIdentities.TERMINAL.signingAnchors());
        return new PlatformSession(
                SETTINGS, List.of(addresses), () -> TERMINAL, chain -> platforms.verifier(chain, now), new Random(1));
    }

    @Test
    void connectsNegotiatesSignsInAndIsOnline() {
        assertEquals(List.of(LineState.CONNECTING), states(session.start(now)));
        List<Action> connected = session.connected(now);
        Frame.Hello hello = only(connected, Frame.Hello.class);
        assertEquals(WINDOW, hello.terms().window());
        assertTrue(session.received(welcome(PLATFORM), now).contains(new Action.PrepareSignIn()));
        Frame.Request signIn = only(session.signInPrepared(signOn(), now), Frame.Request.class);
        List<Action> done = session.received(signedIn(signIn.correlation(), HEAD), now);
        assertEquals(LineState.ONLINE, session.state());
        assertTrue(done.contains(new Action.StateChanged(LineState.ONLINE, FIRST, "S-1", "")));
        Action.Countersigned head = one(done, Action.Countersigned.class);
        assertEquals(HEAD, head.head());
    }

    @Test
    void aCountersignatureTellsThePlatformsTimeAndHowLongAgoItWasAskedFor() {
        session.start(now);
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        Frame.Request signIn = only(session.signInPrepared(signOn(), now.plusSeconds(1)), Frame.Request.class);
        List<Action> done = session.received(signedIn(signIn.correlation(), HEAD), now.plusSeconds(4));
        Action.Countersigned head = one(done, Action.Countersigned.class);
        assertEquals(now, head.said());
        assertEquals(Duration.ofSeconds(3), head.within());
    }

    @Test
    void anAnswerCompletesItsOwnRequestInAnyOrder() {
        signIn();
        Submission first = submission();
        Submission second = submission();
        long firstNumber = only(session.submit(first, now), Frame.Request.class).correlation();
        long secondNumber =
                only(session.submit(second, now), Frame.Request.class).correlation();
        assertAnswered(second, session.received(answerTo(second, secondNumber, PLATFORM), now));
        assertAnswered(first, session.received(answerTo(first, firstNumber, PLATFORM), now));
    }

    @Test
    void theBytesGoOutExactlyAsTheyWereSigned() {
        signIn();
        Submission asked = submission();
        assertEquals(
                asked.message(),
                only(session.submit(asked, now), Frame.Request.class).message());
    }

    @Test
    void moreThanTheWindowWaitsUntilAnAnswerMakesRoom() {
        signIn();
        Submission first = submission();
        long number = only(session.submit(first, now), Frame.Request.class).correlation();
        session.submit(submission(), now);
        Submission third = submission();
        assertEquals(List.of(), session.submit(third, now));
        List<Action> after = session.received(answerTo(first, number, PLATFORM), now);
        assertEquals(third.message(), only(after, Frame.Request.class).message());
    }

    @Test
    void oneMoreThanMayWaitIsNotTaken() {
        signIn();
        for (int i = 0; i < WINDOW + SETTINGS.waitingMax(); i++) {
            assertEquals(List.of(), outcomes(session.submit(submission(), now)));
        }
        assertInstanceOf(Outcome.NotSent.class, outcome(session.submit(submission(), now)));
    }

    @Test
    void aMessageLongerThanThePlatformReadsIsNotSent() {
        session.start(now);
        session.connected(now);
        session.received(new Frame.Welcome(new Terms(List.of(1), 0, 4, 4096, PLATFORM.chain())), now);
        long number =
                only(session.signInPrepared(signOn(), now), Frame.Request.class).correlation();
        session.received(signedIn(number, HEAD), now);
        int room = 4096 - 12 - 100;
        assertEquals(List.of(), outcomes(session.submit(submissionOf(room), now)));
        assertInstanceOf(Outcome.Unsendable.class, outcome(session.submit(submissionOf(room + 1), now)));
    }

    @Test
    void aDeadlineAfterSendingLeavesTheOutcomeUnknown() {
        signIn();
        session.submit(submission(), now);
        now = now.plus(DEADLINE).minusMillis(1);
        assertEquals(List.of(), outcomes(session.tick(now)));
        now = now.plusMillis(1);
        assertEquals(now, session.nextTick().orElseThrow());
        assertInstanceOf(Outcome.Unknown.class, outcome(session.tick(now)));
        assertEquals(LineState.ONLINE, session.state());
    }

    @Test
    void aDeadlineBeforeSendingMeansNothingLeft() {
        signIn();
        session.submit(submission(), now);
        session.submit(submission(), now);
        Submission waiting = submission();
        session.submit(waiting, now);
        now = now.plus(DEADLINE);
        List<Action> late = session.tick(now);
        assertTrue(late.stream()
                .anyMatch(action -> action instanceof Action.Complete done
                        && done.ticket() == waiting.ticket()
                        && done.outcome() instanceof Outcome.NotSent));
    }

    @Test
    void aWindowFullOfUnansweredRequestsEndsTheConnection() {
        signIn();
        session.submit(submission(), now);
        session.submit(submission(), now);
        now = now.plus(DEADLINE);
        List<Action> late = session.tick(now);
        assertEquals(CloseCode.SILENCE.number(), only(late, Frame.Close.class).code());
        assertEquals(LineState.OFFLINE, session.state());
    }

    @Test
    void anAnswerThatCameTooLateOrTwiceIsIgnored() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        Frame answer = answerTo(asked, number, PLATFORM);
        now = now.plus(DEADLINE);
        session.tick(now);
        assertEquals(List.of(), session.received(answer, now));
        assertEquals(List.of(), session.received(answer, now));
        assertEquals(LineState.ONLINE, session.state());
    }

    @Test
    void anAnswerToNothingEverAskedEndsTheConnection() {
        signIn();
        Frame answer = answerTo(submission(), 99, PLATFORM);
        assertEquals(
                CloseCode.FRAME_UNEXPECTED.number(),
                only(session.received(answer, now), Frame.Close.class).code());
    }

    @Test
    void aLostConnectionLeavesWhatWasSentUnknownAndWhatWaitedNotSent() {
        signIn();
        session.submit(submission(), now);
        session.submit(submission(), now);
        session.submit(submission(), now);
        List<Outcome> outcomes = outcomes(session.closed("torn", now));
        assertEquals(
                List.of(Outcome.Unknown.class, Outcome.Unknown.class, Outcome.NotSent.class),
                outcomes.stream().map(Object::getClass).toList());
        assertEquals(LineState.OFFLINE, session.state());
    }

    @Test
    void nothingIsTakenWhileOffline() {
        assertInstanceOf(Outcome.NotSent.class, outcome(session.submit(submission(), now)));
        session.start(now);
        session.closed("refused", now);
        assertInstanceOf(Outcome.NotSent.class, outcome(session.submit(submission(), now)));
    }

    @Test
    void whatIsSubmittedWhileSigningInGoesOutOnceOnline() {
        session.start(now);
        session.connected(now);
        Submission early = submission();
        assertEquals(List.of(), session.submit(early, now));
        session.received(welcome(PLATFORM), now);
        long number =
                only(session.signInPrepared(signOn(), now), Frame.Request.class).correlation();
        List<Action> done = session.received(signedIn(number, HEAD), now);
        assertEquals(early.message(), only(done, Frame.Request.class).message());
    }

    @Test
    void waitsGrowWithJitterUpToTheMost() {
        session.start(now);
        List<Duration> ceilings = new ArrayList<>();
        for (int failure = 0; failure < 8; failure++) {
            session.closed("refused", now);
            Instant next = session.nextTick().orElseThrow();
            Duration wait = Duration.between(now, next);
            Duration ceiling = Duration.ofSeconds(Math.min(16, 1L << failure));
            assertTrue(wait.compareTo(ceiling) <= 0 && wait.compareTo(ceiling.dividedBy(2)) >= 0, wait.toString());
            ceilings.add(wait);
            assertFalse(session.tick(next.minusMillis(1)).contains(new Action.Connect(FIRST)));
            now = next;
            assertTrue(session.tick(now).contains(new Action.Connect(FIRST)));
        }
        assertNotEquals(ceilings.get(6), ceilings.get(7), "the waits are spread");
    }

    @Test
    void aSessionThatLastedMakesTheNextWaitShortAgain() {
        failFiveTimes();
        signInConnected();
        now = now.plus(SETTINGS.backoffMost());
        session.closed("torn", now);
        assertTrue(nextWait().compareTo(Duration.ofSeconds(1)) <= 0, nextWait().toString());
    }

    @Test
    void aSessionThatIsLostAtOnceDoesNot() {
        failFiveTimes();
        signInConnected();
        now = now.plus(SETTINGS.backoffMost()).minusMillis(1);
        session.closed("torn", now);
        assertTrue(nextWait().compareTo(Duration.ofSeconds(8)) >= 0, nextWait().toString());
    }

    private void failFiveTimes() {
        session.start(now);
        for (int failure = 0; failure < 5; failure++) {
            session.closed("refused", now);
            now = session.nextTick().orElseThrow();
            session.tick(now);
        }
    }

    private Duration nextWait() {
        return Duration.between(now, session.nextTick().orElseThrow());
    }

    @Test
    void addressesAreTriedInOrderAndOnlyAWholeRoundIsWaitedFor() {
        session = session(FIRST, SECOND);
        assertEquals(List.of(FIRST), tried(session.start(now)));
        for (int round = 0; round < 3; round++) {
            List<Action> failed = session.closed("refused", now);
            assertEquals(List.of(SECOND), tried(failed));
            assertTrue(failed.contains(new Action.StateChanged(LineState.CONNECTING, SECOND, "", "refused")));
            assertEquals(List.of(), tried(session.closed("refused too", now)));
            assertEquals(LineState.OFFLINE, session.state());
            now = session.nextTick().orElseThrow();
            assertEquals(List.of(FIRST), tried(session.tick(now)));
        }
    }

    @Test
    void anAddressThatDoesNotAnswerOrIsAnImpostorIsPassedBy() {
        session = session(FIRST, SECOND, FIRST);
        session.start(now);
        now = now.plus(SETTINGS.connectWithin());
        List<Action> silent = session.tick(now);
        assertTrue(silent.contains(new Action.Disconnect()));
        assertEquals(List.of(SECOND), tried(silent));
        List<Action> impostor = session.impostor("WRONG_ISSUER", now);
        one(impostor, Action.Untrusted.class);
        assertEquals(List.of(FIRST), tried(impostor));
    }

    @Test
    void afterASessionThatLastedTheFirstAddressIsTriedFirst() {
        session = session(FIRST, SECOND);
        session.start(now);
        session.closed("refused", now);
        signInConnected();
        now = now.plus(SETTINGS.backoffMost());
        assertEquals(List.of(), tried(session.closed("torn", now)));
        now = session.nextTick().orElseThrow();
        assertEquals(List.of(FIRST), tried(session.tick(now)));
    }

    @Test
    void anAddressThatSignsInAndFailsAtOnceDoesNotHoldTheTerminal() {
        session = session(FIRST, SECOND);
        session.start(now);
        signInConnected();
        assertEquals(List.of(SECOND), tried(session.closed("torn", now)));
    }

    @Test
    void aSessionWithALaterAddressIsNotGivenUpForTheFirst() {
        session = session(FIRST, SECOND);
        session.start(now);
        session.closed("refused", now);
        signInConnected();
        for (int minute = 0; minute < 600; minute++) {
            now = session.nextTick().orElseThrow();
            List<Action> due = session.tick(now);
            answerPing(due);
            if (due.contains(new Action.PrepareHead("S-1", HEAD))) {
                long number = only(session.headPrepared(head(HEAD, true), now), Frame.Request.class)
                        .correlation();
                session.received(proved(number, HEAD), now);
            }
        }
        assertEquals(LineState.ONLINE, session.state());
    }

    private void answerPing(List<Action> due) {
        for (Action action : due) {
            if (action instanceof Action.Send send && send.frame() instanceof Frame.Ping ping) {
                assertEquals(List.of(), session.received(new Frame.Pong(ping.correlation()), now));
            }
        }
    }

    @Test
    void brokenTrustWaitsLongestAlsoAfterASessionThatLasted() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        now = now.plus(SETTINGS.backoffMost());
        session.received(answerTo(asked, number, IMPOSTOR), now);
        assertTrue(nextWait().compareTo(Duration.ofSeconds(8)) >= 0, nextWait().toString());
    }

    private static List<LineAddress> tried(List<Action> actions) {
        return actions.stream()
                .filter(Action.Connect.class::isInstance)
                .map(action -> ((Action.Connect) action).address())
                .toList();
    }

    @Test
    void whatThePlatformSendsOfItselfDoesNotKeepADeadLineAlive() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        session.received(answerTo(asked, number, PLATFORM), now);
        Instant end = now.plusSeconds(26);
        List<Action> done = new ArrayList<>();
        while (now.isBefore(end)) {
            now = now.plusSeconds(1);
            done.addAll(session.tick(now));
            if (session.state() == LineState.ONLINE) {
                session.received(new Frame.Ping(1), now);
                session.received(new Frame.Pong(number), now);
                session.received(answerTo(asked, number, PLATFORM), now);
            }
        }
        assertEquals(LineState.OFFLINE, session.state());
        assertTrue(done.stream()
                .anyMatch(action -> action instanceof Action.Send send
                        && send.frame() instanceof Frame.Close close
                        && close.code() == CloseCode.SILENCE.number()));
    }

    @Test
    void aFloodOfIdleFramesEndsTheConnection() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        Frame answer = answerTo(asked, number, PLATFORM);
        session.received(answer, now);
        for (Frame idle : List.of(new Frame.Ping(1), new Frame.Pong(1), answer)) {
            for (int i = 0; i < FloodGuard.FRAMES_MAX; i++) {
                session.received(idle, now);
                assertEquals(LineState.ONLINE, session.state());
            }
            assertEquals(
                    CloseCode.FLOOD.number(),
                    only(session.received(idle, now), Frame.Close.class).code());
            now = session.nextTick().orElseThrow();
            session.tick(now);
            signInConnected();
        }
    }

    @Test
    void aSecondWelcomeEndsTheConnection() {
        signIn();
        assertEquals(
                CloseCode.FRAME_UNEXPECTED.number(),
                only(session.received(welcome(PLATFORM), now), Frame.Close.class)
                        .code());
    }

    @Test
    void anAnswerBeforeTheWelcomeEndsTheConnection() {
        session.start(now);
        session.connected(now);
        assertEquals(
                CloseCode.FRAME_UNEXPECTED.number(),
                only(session.received(answerTo(submission(), 1, PLATFORM), now), Frame.Close.class)
                        .code());
    }

    @Test
    void framesThatTrickleInDoNotStretchTheTimeForTheSignIn() {
        session.start(now);
        session.connected(now);
        Instant end = now.plus(SETTINGS.answerWithin());
        for (now = now.plusMillis(500); now.isBefore(end); now = now.plusMillis(500)) {
            session.received(new Frame.Ping(1), now);
            session.tick(now);
            assertEquals(LineState.NEGOTIATING, session.state());
        }
        session.tick(now);
        assertEquals(LineState.OFFLINE, session.state());
    }

    @Test
    void aPlatformThatClosesIsNotHeardAnyMore() {
        signIn();
        session.submit(submission(), now);
        List<Action> closed = session.received(Frame.Close.of(CloseCode.UNAVAILABLE, "going down"), now);
        assertInstanceOf(Outcome.Unknown.class, outcome(closed));
        assertTrue(closed.contains(new Action.Disconnect()));
        assertTrue(closed.stream().noneMatch(Action.Send.class::isInstance));
    }

    @Test
    void silenceIsBrokenByAPingAndEndsWithoutAPong() {
        signIn();
        now = now.plusSeconds(20);
        assertEquals(now, session.nextTick().orElseThrow());
        Frame.Ping ping = only(session.tick(now), Frame.Ping.class);
        now = now.plusSeconds(5);
        assertEquals(List.of(), session.received(new Frame.Pong(ping.correlation()), now));
        now = now.plusSeconds(20);
        only(session.tick(now), Frame.Ping.class);
        now = now.plusSeconds(6).minusMillis(1);
        assertEquals(List.of(), session.tick(now));
        now = now.plusMillis(1);
        assertEquals(
                CloseCode.SILENCE.number(),
                only(session.tick(now), Frame.Close.class).code());
        assertEquals(LineState.OFFLINE, session.state());
    }

    @Test
    void aPingIsAnswered() {
        signIn();
        assertEquals(List.of(new Action.Send(new Frame.Pong(77))), session.received(new Frame.Ping(77), now));
    }

    @Test
    void aPlatformThatDoesNotAnswerIsGivenUp() {
        session.start(now);
        now = now.plus(SETTINGS.connectWithin());
        assertTrue(session.tick(now).contains(new Action.Disconnect()));
        now = session.nextTick().orElseThrow();
        session.tick(now);
        session.connected(now);
        now = now.plus(SETTINGS.answerWithin());
        assertTrue(session.tick(now).contains(new Action.Disconnect()));
        now = session.nextTick().orElseThrow();
        session.tick(now);
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        session.signInPrepared(signOn(), now);
        now = now.plus(SETTINGS.answerWithin());
        assertTrue(session.tick(now).contains(new Action.Disconnect()));
    }

    @Test
    void aBrokenSignatureIsNoAnswerAndEndsTheConnection() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        SignedJson good = ((Frame.Answer) answerTo(asked, number, PLATFORM)).message();
        byte[] json = good.json().toArray();
        json[json.length - 3] ^= 1;
        SignedJson changed = new SignedJson(Bytes.of(json), good.certificateId(), good.signature());
        assertDistrusted(session.received(new Frame.Answer(number, changed), now), CloseCode.SIGNATURE_BROKEN);
    }

    @Test
    void anAnswerSignedBySomebodyElseIsNoAnswer() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        assertDistrusted(session.received(answerTo(asked, number, IMPOSTOR), now), CloseCode.SIGNATURE_BROKEN);
    }

    @Test
    void aSignedAnswerToAnotherMessageIsNoAnswer() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        assertDistrusted(session.received(answerTo(submission(), number, PLATFORM), now), CloseCode.ANSWER_MISMATCH);
    }

    @Test
    void aSignedAnswerThatCannotBeReadLeavesTheOutcomeUnknown() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        Bytes json = Bytes.of("{\"infcode\":0}".getBytes(StandardCharsets.UTF_8));
        List<Action> actions = session.received(new Frame.Answer(number, PLATFORM.sign(json)), now);
        assertInstanceOf(Outcome.Unknown.class, outcome(actions));
        assertEquals(LineState.ONLINE, session.state());
    }

    @Test
    void aWelcomeFromAnUntrustedSignerEndsTheConnectionBeforeAnythingIsSaid() {
        session.start(now);
        session.connected(now);
        List<Action> actions = session.received(welcome(IMPOSTOR), now);
        one(actions, Action.Untrusted.class);
        assertEquals(
                CloseCode.SIGNER_UNTRUSTED.number(),
                only(actions, Frame.Close.class).code());
        assertFalse(actions.contains(new Action.PrepareSignIn()));
    }

    @Test
    void aTerminalsCertificateDoesNotSignForThePlatform() {
        session.start(now);
        session.connected(now);
        one(session.received(welcome(TERMINAL), now), Action.Untrusted.class);
    }

    @Test
    void anExpiredPlatformCertificateIsNotTrusted() {
        now = now.plus(Duration.ofDays(400));
        session.start(now);
        session.connected(now);
        one(session.received(welcome(PLATFORM), now), Action.Untrusted.class);
    }

    @Test
    void anotherCountersignedHeadIsNotTrusted() {
        session.start(now);
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        long number =
                only(session.signInPrepared(signOn(), now), Frame.Request.class).correlation();
        JournalHead other = new JournalHead(42, HEAD.hash());
        one(session.received(signedIn(number, other), now), Action.Untrusted.class);
        assertEquals(LineState.OFFLINE, session.state());
    }

    @Test
    void aRefusedSignInIsTriedAgainMuchLater() {
        session.start(now);
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        long number =
                only(session.signInPrepared(signOn(), now), Frame.Request.class).correlation();
        AnswerHeader refused = AnswerHeader.refused(signInHeader(), "", now, now, "TERMINAL_UNKNOWN", "未登记");
        List<Action> actions =
                session.received(new Frame.Answer(number, PLATFORM.sign(new Answer.Refused(refused).encode())), now);
        assertEquals(List.of(LineState.OFFLINE), states(actions));
        Duration wait = Duration.between(now, session.nextTick().orElseThrow());
        assertTrue(wait.compareTo(SETTINGS.backoffMost().dividedBy(2)) >= 0, wait.toString());
    }

    @Test
    void anImpostorOnTheLineIsReportedAndNothingLeaves() {
        session.start(now);
        List<Action> actions = session.impostor("WRONG_ISSUER", now);
        one(actions, Action.Untrusted.class);
        assertTrue(actions.stream().noneMatch(Action.Send.class::isInstance));
    }

    @Test
    void bytesThatAreNoFramesEndTheConnectionWithTheirCode() {
        signIn();
        List<Action> actions = session.broken(new FrameException(CloseCode.FRAME_TOO_LONG, "x"), now);
        assertEquals(
                CloseCode.FRAME_TOO_LONG.number(),
                only(actions, Frame.Close.class).code());
        assertTrue(actions.contains(new Action.Disconnect()));
    }

    @Test
    void framesOfTheOtherSideEndTheConnection() {
        signIn();
        Frame.Request request = new Frame.Request(1, submission().message());
        assertEquals(
                CloseCode.FRAME_UNEXPECTED.number(),
                only(session.received(request, now), Frame.Close.class).code());
    }

    @Test
    void exchangeEndsTheSessionInOrderAndWhatWaitsGoesOutInTheNextOne() {
        signIn();
        assertEquals(List.of(LineState.CLOSING), states(session.exchange(now)));
        JournalHead lastHead = new JournalHead(43, "cd".repeat(32));
        long last = only(session.headPrepared(head(lastHead, true), now), Frame.Request.class)
                .correlation();
        assertEquals(List.of(), session.submit(submission(), now));
        assertTrue(session.received(proved(last, lastHead), now).contains(new Action.PrepareSignOut("S-1")));
        MessageId id = Samples.id(Samples.pharmacy(), 998);
        Request signOut =
                request(Transaction.SIGN_OUT, id, new SignOutInput(new SignOutInput.SignOut("S-1", "C07"), null));
        long out = only(session.signOutPrepared(id, TERMINAL.sign(signOut.encode()), now), Frame.Request.class)
                .correlation();
        SignOutOutput output = new SignOutOutput(new SignInOutput.SignNode(Samples.COUNTER_TIME, "S-1"));
        List<Action> end = session.received(answer(signOut, out, output, PLATFORM), now);
        assertEquals(LineState.OFFLINE, session.state());
        assertEquals(new Action.Exchange(), end.get(end.size() - 1));
        assertEquals(List.of(LineState.CONNECTING), states(session.exchanged(now)));
        assertEquals(List.of(), session.exchanged(now));
    }

    @Test
    void exchangeThatIsNeverDoneIsNotWaitedFor() {
        session.start(now);
        assertTrue(session.exchange(now).contains(new Action.Exchange()));
        assertEquals(LineState.OFFLINE, session.state());
        now = session.nextTick().orElseThrow();
        assertEquals(List.of(LineState.CONNECTING), states(session.tick(now)));
    }

    @Test
    void stoppingWaitsForAnswersThenSignsOut() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        assertEquals(List.of(LineState.CLOSING), states(session.stop(now)));
        assertInstanceOf(Outcome.NotSent.class, outcome(session.submit(submission(), now)));
        List<Action> answered = session.received(answerTo(asked, number, PLATFORM), now);
        assertAnswered(asked, answered);
        assertTrue(answered.contains(new Action.PrepareHead("S-1", HEAD)));
        JournalHead lastHead = new JournalHead(43, "cd".repeat(32));
        long last = only(session.headPrepared(head(lastHead, true), now), Frame.Request.class)
                .correlation();
        List<Action> countersigned = session.received(proved(last, lastHead), now);
        assertEquals(lastHead, one(countersigned, Action.Countersigned.class).head());
        assertTrue(countersigned.contains(new Action.PrepareSignOut("S-1")));
        MessageId id = Samples.id(Samples.pharmacy(), 998);
        Request signOut =
                request(Transaction.SIGN_OUT, id, new SignOutInput(new SignOutInput.SignOut("S-1", "C07"), null));
        long out = only(session.signOutPrepared(id, TERMINAL.sign(signOut.encode()), now), Frame.Request.class)
                .correlation();
        SignOutOutput output = new SignOutOutput(new SignInOutput.SignNode(Samples.COUNTER_TIME, "S-1"));
        List<Action> end = session.received(answer(signOut, out, output, PLATFORM), now);
        assertEquals(CloseCode.NORMAL.number(), only(end, Frame.Close.class).code());
        assertEquals(LineState.STOPPED, session.state());
        assertTrue(session.nextTick().isEmpty());
    }

    @Test
    void aLongJournalIsProvedInStepsBeforeTheSessionIsOnline() {
        session.start(now);
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        long number = only(session.signInPrepared(signOn(HEAD, false), now), Frame.Request.class)
                .correlation();
        now = now.plus(SETTINGS.answerWithin()).minusMillis(1);
        List<Action> step = session.received(signedIn(number, HEAD), now);
        assertEquals(HEAD, one(step, Action.Countersigned.class).head());
        assertTrue(step.contains(new Action.PrepareHead("S-1", HEAD)));
        assertEquals(LineState.SIGNING_IN, session.state());
        now = now.plus(SETTINGS.answerWithin()).minusMillis(1);
        assertEquals(List.of(), session.tick(now), "each step has its own time");
        Submission early = submission();
        assertEquals(List.of(), session.submit(early, now));
        JournalHead end = new JournalHead(50, "cd".repeat(32));
        long second = only(session.headPrepared(head(end, true), now), Frame.Request.class)
                .correlation();
        List<Action> done = session.received(proved(second, end), now);
        assertEquals(List.of(LineState.ONLINE), states(done));
        assertEquals(end, one(done, Action.Countersigned.class).head());
        assertEquals(early.message(), only(done, Frame.Request.class).message());
    }

    @Test
    void theJournalIsCountersignedAgainAfterFiveMinutes() {
        signIn();
        List<Action> due = List.of();
        Instant end = now.plus(PlatformSession.CONTACT_AFTER);
        while (now.isBefore(end)) {
            assertFalse(due.contains(new Action.PrepareHead("S-1", HEAD)), "too early");
            now = session.nextTick().orElseThrow();
            due = session.tick(now);
            answerPing(due);
        }
        assertEquals(end, now);
        assertTrue(due.contains(new Action.PrepareHead("S-1", HEAD)));
        JournalHead next = new JournalHead(45, "cd".repeat(32));
        long number = only(session.headPrepared(head(next, true), now), Frame.Request.class)
                .correlation();
        assertEquals(
                next,
                one(session.received(proved(number, next), now), Action.Countersigned.class)
                        .head());
        assertEquals(LineState.ONLINE, session.state());
    }

    @Test
    void theJournalIsCountersignedAgainAfterManyAnswers() {
        signIn();
        for (int count = 1; count <= PlatformSession.CONTACT_ANSWERS; count++) {
            Submission asked = submission();
            long number = only(session.submit(asked, now), Frame.Request.class).correlation();
            List<Action> answered = session.received(answerTo(asked, number, PLATFORM), now);
            assertEquals(
                    count == PlatformSession.CONTACT_ANSWERS,
                    answered.contains(new Action.PrepareHead("S-1", HEAD)),
                    "answer " + count);
        }
    }

    @Test
    void aHeadTakesItsPlaceInTheWindow() {
        quarantinedMessage();
        Submission first = submission();
        long number = only(session.submit(first, now), Frame.Request.class).correlation();
        session.submit(submission(), now);
        Submission third = submission();
        session.submit(third, now);
        assertEquals(List.of(), session.headPrepared(head(HEAD, true), now), "the window is full");
        List<Action> room = session.received(answerTo(first, number, PLATFORM), now);
        Frame.Request sent = only(room, Frame.Request.class);
        assertEquals(Transaction.HEAD, Request.decode(sent.message().json()).transaction());
        List<Action> more = session.received(proved(sent.correlation(), HEAD), now);
        assertEquals(third.message(), only(more, Frame.Request.class).message());
    }

    @Test
    void aHeadThatIsNeverAnsweredEndsTheConnection() {
        quarantinedMessage();
        now = now.plus(SETTINGS.answerWithin());
        assertEquals(
                CloseCode.SILENCE.number(),
                only(session.tick(now), Frame.Close.class).code());
        assertEquals(LineState.OFFLINE, session.state());
    }

    @Test
    void aForkedJournalIsQuarantinedWhileMessagesGoOnAndTheSignInIsTriedAgain() {
        session.start(now);
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        Frame.Request signIn = only(session.signInPrepared(signOn(), now), Frame.Request.class);
        Request asked = Request.decode(signIn.message().json());
        List<Action> forked = session.received(refused(asked, signIn.correlation(), AnswerHeader.JOURNAL_FORKED), now);
        assertEquals(
                "JOURNAL_FORKED 账本不一致", one(forked, Action.Quarantined.class).reason());
        assertEquals(List.of(LineState.QUARANTINED), states(forked));
        Submission earlier = submission();
        long number = only(session.submit(earlier, now), Frame.Request.class).correlation();
        assertAnswered(earlier, session.received(answerTo(earlier, number, PLATFORM), now));
        now = now.plus(SETTINGS.backoffMost());
        assertEquals(now, session.nextTick().orElseThrow());
        assertTrue(session.tick(now).contains(new Action.PrepareSignIn()));
        long again =
                only(session.signInPrepared(signOn(), now), Frame.Request.class).correlation();
        assertEquals(List.of(LineState.ONLINE), states(session.received(signedIn(again, HEAD), now)));
    }

    @Test
    void aMessageRefusedInQuarantineHasTheJournalAskedForAtOnce() {
        quarantinedMessage();
        Frame.Request head = only(session.headPrepared(head(HEAD, true), now), Frame.Request.class);
        Request asked = Request.decode(head.message().json());
        List<Action> forked = session.received(refused(asked, head.correlation(), AnswerHeader.JOURNAL_FORKED), now);
        one(forked, Action.Quarantined.class);
        assertEquals(LineState.QUARANTINED, session.state());
    }

    @Test
    void aHeadThatThePlatformCannotTakeNowIsNoFork() {
        quarantinedMessage();
        Frame.Request head = only(session.headPrepared(head(HEAD, true), now), Frame.Request.class);
        Request asked = Request.decode(head.message().json());
        assertEquals(List.of(), session.received(refused(asked, head.correlation(), AnswerHeader.TRY_LATER), now));
        assertEquals(LineState.ONLINE, session.state());
    }

    /** Signs in and has a message refused as standing in a quarantined journal. */
    private void quarantinedMessage() {
        signIn();
        Submission asked = submission();
        long number = only(session.submit(asked, now), Frame.Request.class).correlation();
        Request request = Request.decode(asked.message().json());
        List<Action> refused = session.received(refused(request, number, AnswerHeader.TERMINAL_QUARANTINED), now);
        assertAnswered(asked, refused);
        assertTrue(refused.contains(new Action.PrepareHead("S-1", HEAD)));
    }

    @Test
    void stoppingDoesNotWaitForEver() {
        signIn();
        session.submit(submission(), now);
        session.stop(now);
        now = now.plus(SETTINGS.answerWithin());
        assertInstanceOf(Outcome.Unknown.class, outcome(session.tick(now)));
        assertEquals(LineState.STOPPED, session.state());
    }

    @Test
    void everySubmissionEndsExactlyOnceWhateverHappens() {
        for (int seed = 0; seed < 20; seed++) {
            everySubmissionEndsExactlyOnce(new Random(seed), seed);
        }
    }

    private static void everySubmissionEndsExactlyOnce(Random random, int seed) {
        PlatformSessionTest test = new PlatformSessionTest();
        List<Action> done = new ArrayList<>(test.session.start(test.now));
        for (int step = 0; step < 60; step++) {
            test.now = test.now.plusMillis(random.nextInt(3_000));
            done.addAll(test.randomStep(random, done));
        }
        done.addAll(test.session.stop(test.now));
        test.now = test.now.plusSeconds(60);
        done.addAll(test.session.tick(test.now));
        List<Long> ended = done.stream()
                .filter(Action.Complete.class::isInstance)
                .map(action -> ((Action.Complete) action).ticket())
                .sorted()
                .toList();
        List<Long> all =
                java.util.stream.LongStream.rangeClosed(1, test.tickets).boxed().toList();
        assertEquals(all, ended, "seed " + seed);
    }

    private List<Action> randomStep(Random random, List<Action> before) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> session.submit(submission(), now);
            case 2 -> session.tick(now);
            case 3 -> random.nextInt(4) == 0 ? session.closed("torn", now) : List.of();
            default -> play(before);
        };
    }

    /** What a good platform and a good terminal would do next. */
    private List<Action> play(List<Action> before) {
        return switch (session.state()) {
            case CONNECTING -> session.connected(now);
            case NEGOTIATING -> session.received(welcome(PLATFORM), now);
            case SIGNING_IN -> {
                List<Action> asked = session.signInPrepared(signOn(), now);
                yield asked.isEmpty()
                        ? asked
                        : session.received(
                                signedIn(only(asked, Frame.Request.class).correlation(), HEAD), now);
            }
            case ONLINE, QUARANTINED -> answerLast(before);
            case OFFLINE, CLOSING, STOPPED -> session.tick(now);
        };
    }

    private List<Action> answerLast(List<Action> before) {
        for (int i = before.size() - 1; i >= 0; i--) {
            if (before.get(i) instanceof Action.Send send && send.frame() instanceof Frame.Request request) {
                Request asked = Request.decode(request.message().json());
                if (asked.transaction() == Transaction.REVERSAL) {
                    return session.received(reversed(asked, request.correlation(), PLATFORM), now);
                }
            }
        }
        return List.of();
    }

    private void signIn() {
        session.start(now);
        signInConnected();
    }

    private void signInConnected() {
        session.connected(now);
        session.received(welcome(PLATFORM), now);
        long number =
                only(session.signInPrepared(signOn(), now), Frame.Request.class).correlation();
        session.received(signedIn(number, HEAD), now);
        assertEquals(LineState.ONLINE, session.state());
    }

    private static Frame welcome(MessageSigner platform) {
        return new Frame.Welcome(new Terms(List.of(1), 0, 16, 1 << 20, platform.chain()));
    }

    private static RequestHeader signInHeader() {
        return header(Transaction.SIGN_IN, Samples.id(Samples.pharmacy(), 999));
    }

    private static HeadMessage signOn() {
        return signOn(HEAD, true);
    }

    private static HeadMessage signOn(JournalHead head, boolean whole) {
        MessageId id = Samples.id(Samples.pharmacy(), 999);
        SignInInput input = new SignInInput(new SignInInput.SignIn("C07", "", ""), unlinked(head));
        return new HeadMessage(
                id, TERMINAL.sign(Request.of(signInHeader(), input).encode()), head, whole);
    }

    private static HeadMessage head(JournalHead head, boolean whole) {
        MessageId id = Samples.id(Samples.pharmacy(), 997);
        Request request = request(Transaction.HEAD, id, new HeadInput(unlinked(head)));
        return new HeadMessage(id, TERMINAL.sign(request.encode()), head, whole);
    }

    private static HeadNode unlinked(JournalHead head) {
        return HeadNode.of(new JournalProof(head, head, head.number(), Bytes.of(new byte[0]), List.of()));
    }

    private Frame signedIn(long number, JournalHead head) {
        SignInOutput output =
                new SignInOutput(new SignInOutput.SignNode(Samples.COUNTER_TIME, "S-1"), HeadEcho.of(head, now));
        AnswerHeader header = AnswerHeader.done(signInHeader(), "", now, now);
        return new Frame.Answer(number, PLATFORM.sign(new Answer.Done(header, output).encode()));
    }

    private Frame proved(long number, JournalHead head) {
        Request asked = Request.decode(head(head, true).message().json());
        return answer(asked, number, new HeadOutput(HeadEcho.of(head, now)), PLATFORM);
    }

    private Frame refused(Request asked, long number, String code) {
        AnswerHeader header = AnswerHeader.refused(asked.header(), "", now, now, code, "账本不一致");
        return new Frame.Answer(number, PLATFORM.sign(new Answer.Refused(header).encode()));
    }

    private static RequestHeader header(Transaction transaction, MessageId id) {
        RequestHeader.Sender sender = new RequestHeader.Sender(Samples.pharmacy(), Samples.OPERATOR, "", "");
        return RequestHeader.of(transaction, id, sender, Samples.COUNTER_TIME);
    }

    private static Request request(Transaction transaction, MessageId id, RequestInput input) {
        return Request.of(header(transaction, id), input);
    }

    /** A reversal: the smallest message that moves money. */
    private Submission submission() {
        tickets++;
        Settlement settlement = Settlement.recorded(Samples.sale(Samples.pharmacy(), 500, 1));
        MessageId id = Samples.id(Samples.pharmacy(), tickets);
        Request request = request(Transaction.REVERSAL, id, UndoMapper.reversalInput(settlement, null, HEAD));
        return new Submission(tickets, Transaction.REVERSAL, id, TERMINAL.sign(request.encode()), now.plus(DEADLINE));
    }

    private Submission submissionOf(int jsonBytes) {
        tickets++;
        MessageId id = Samples.id(Samples.pharmacy(), tickets);
        Bytes json = Bytes.of(new byte[jsonBytes]);
        return new Submission(tickets, Transaction.REVERSAL, id, TERMINAL.sign(json), now.plus(DEADLINE));
    }

    private Frame answerTo(Submission asked, long number, MessageSigner signer) {
        return reversed(Request.decode(asked.message().json()), number, signer);
    }

    private Frame reversed(Request asked, long number, MessageSigner signer) {
        return answer(asked, number, new ReversalOutput(new ReversalOutput.Result(true)), signer);
    }

    private Frame answer(Request asked, long number, AnswerOutput output, MessageSigner signer) {
        AnswerHeader header = AnswerHeader.done(asked.header(), "", now, now);
        return new Frame.Answer(number, signer.sign(new Answer.Done(header, output).encode()));
    }

    private static void assertAnswered(Submission asked, List<Action> actions) {
        Action.Complete complete = one(actions, Action.Complete.class);
        assertEquals(asked.ticket(), complete.ticket());
        assertInstanceOf(Outcome.Answered.class, complete.outcome());
    }

    private void assertDistrusted(List<Action> actions, CloseCode code) {
        assertInstanceOf(Outcome.Unknown.class, outcome(actions));
        one(actions, Action.Untrusted.class);
        assertEquals(code.number(), only(actions, Frame.Close.class).code());
        assertTrue(actions.contains(new Action.Disconnect()));
        assertEquals(LineState.OFFLINE, session.state());
    }

    private static Outcome outcome(List<Action> actions) {
        return one(actions, Action.Complete.class).outcome();
    }

    private static List<Outcome> outcomes(List<Action> actions) {
        return actions.stream()
                .filter(Action.Complete.class::isInstance)
                .map(action -> ((Action.Complete) action).outcome())
                .toList();
    }

    private static List<LineState> states(List<Action> actions) {
        return actions.stream()
                .filter(Action.StateChanged.class::isInstance)
                .map(action -> ((Action.StateChanged) action).state())
                .toList();
    }

    private static <A extends Action> A one(List<Action> actions, Class<A> type) {
        List<A> found =
                actions.stream().filter(type::isInstance).map(type::cast).toList();
        assertEquals(1, found.size(), type.getSimpleName() + " in " + actions);
        return found.get(0);
    }

    private static <F extends Frame> F only(List<Action> actions, Class<F> type) {
        Frame frame = one(actions, Action.Send.class).frame();
        return assertInstanceOf(type, frame);
    }
}
