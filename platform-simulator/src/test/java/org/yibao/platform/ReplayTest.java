package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.Attacker.assertClosed;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;
import static org.yibao.platform.DeskFixture.WITH_FAMILY;
import static org.yibao.platform.DeskFixture.WITH_FAMILY_CERTNO;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.Frame;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.Answer;
import org.yibao.link.message.Transaction;
import org.yibao.platform.TestTerminal.Order;

/**
 * Row 10 of the reliability list, against the platform's own process: a replayed frame, session, id. Old policy
 * bundles: {@code PolicyShelfTest}.
 */
class ReplayTest {
    private static final String DAY = "2023-05-05T10:00:00";

    @TempDir
    private static Path folder;

    private static PlatformProcess platform;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static int enrolled;

    private Attacker clinic;
    private Attacker other;

    @BeforeAll
    static void start() {
        platform = PlatformProcess.start(folder);
    }

    @AfterAll
    static void kill() {
        platform.close();
    }

    @BeforeEach
    void enrol() {
        List<TestTerminal> terminals = platform.enrolled(letter(), letter());
        clinic = new Attacker(terminals.get(0), platform.port());
        other = new Attacker(terminals.get(1), platform.port());
    }

    private static char letter() {
        return LETTERS.charAt(enrolled++);
    }

    @Test
    void replayedFrameInTheSameSessionGetsTheFirstAnswerAndBooksNothing() throws IOException {
        byte[] frame = FrameCodec.encode(new Frame.Request(1, sale().signed()));
        try (RawLine line = clinic.welcomed()) {
            line.send(frame);
            Frame first = assertInstanceOf(Frame.Answer.class, line.next());
            line.send(frame);
            assertEquals(first, line.next());
        }
        assertEquals(List.of("BOOKED"), platform.states(clinic.terminal()));
    }

    @Test
    void replayedSessionGetsTheFirstAnswersAndBooksNothing() throws IOException {
        List<Frame> session = List.of(
                new Frame.Request(
                        1, clinic.terminal().signIn(new ChainedJournal()).signed()),
                new Frame.Request(2, sale().signed()));
        List<Frame> first = clinic.played(session);
        assertEquals(first, clinic.played(session));
        assertEquals(List.of("BOOKED"), platform.states(clinic.terminal()));
    }

    @Test
    void sessionBegunAnewWithAnOldHeadOfTheJournalIsForked() throws IOException {
        ChainedJournal journal = new ChainedJournal();
        clinic.terminal().placed(sale(), journal);
        clinic.played(
                List.of(new Frame.Request(1, clinic.terminal().signIn(journal).signed())));
        SignedJson old = clinic.terminal().signIn(new ChainedJournal()).signed();
        assertEquals("JOURNAL_FORKED", refusal(Transaction.SIGN_IN, clinic.played(List.of(new Frame.Request(1, old)))));
        assertEquals(List.of("JOURNAL_FORKED"), platform.alarms(clinic.terminal()));
    }

    @Test
    void idWithAnotherAmountIsRefusedAndRaisesAnAlarm() throws IOException {
        SignedRequest sold = sale();
        reused(sold, Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, "1000.01"));
    }

    @Test
    void idWithAnotherPersonIsRefusedAndRaisesAnAlarm() throws IOException {
        SignedRequest sold = sale();
        reused(sold, Order.of(WITH_FAMILY, WITH_FAMILY_CERTNO, DAY, "1000.00"));
    }

    private void reused(SignedRequest sold, Order order) throws IOException {
        SignedRequest again = clinic.terminal().settle(sold.request().id(), order);
        List<Frame> answers = clinic.played(List.of(new Frame.Request(1, sold.signed())));
        assertEquals(
                "MSGID_REUSED",
                refusal(Transaction.CLINIC_SETTLE, clinic.played(List.of(new Frame.Request(1, again.signed())))));
        assertEquals(List.of("MSGID_REUSED"), platform.alarms(clinic.terminal()));
        assertEquals(List.of("BOOKED"), platform.states(clinic.terminal()));
        assertEquals(answers, clinic.played(List.of(new Frame.Request(1, sold.signed()))), "the first answer stands");
    }

    @Test
    void idOfAnotherTerminalIsNotHeardAndLogged() throws IOException {
        SignedJson signedAgain = MessageSigner.of(other.terminal().identity())
                .sign(sale().signed().json());
        try (RawLine line = other.welcomed()) {
            line.send(new Frame.Request(1, signedAgain));
            assertClosed(CloseCode.NAME_MISMATCH, line);
        }
        assertEquals(List.of(), platform.states(clinic.terminal()));
        assertEquals(List.of(), platform.states(other.terminal()));
        assertTrue(platform.log().contains("closing " + other.terminal().name() + ": NAME_MISMATCH"), platform.log());
    }

    private static String refusal(Transaction asked, List<Frame> answers) {
        Frame.Answer answer = assertInstanceOf(Frame.Answer.class, answers.get(0));
        Answer read = Answer.decode(asked, answer.message().json());
        return assertInstanceOf(Answer.Refused.class, read).header().errCode();
    }

    private SignedRequest sale() {
        return clinic.terminal().settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, "1000.00"));
    }
}
