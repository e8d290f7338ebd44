package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.session.LineState;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.PlatformAnswer.Booked;
import org.yibao.settlement.PlatformAnswer.Refused;
import org.yibao.settlement.PlatformAnswer.Reversed;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.PlatformGateway.Statement;

/** What became of a message, asked of the whole platform over real TLS. */
class InquiryOverTheLineTest {
    private static final String DAY = "2023-05-05T10:00:00";
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    /** Sessions need a clock that runs; the policy needs a day of 2023. */
    private final InstantSource clock =
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), Instant.parse("2023-05-05T02:00:00Z")));

    private ReferencePlatform platform;
    private TestTerminal clinic;
    private LineTerminal line;

    @BeforeEach
    void start() {
        platform = ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.of("for testing only".toCharArray()), clock));
        clinic = TestTerminal.clinic('A', "2", platform.enrolment()::enrol, clock.instant());
        line = new LineTerminal(clinic, new ChainedJournal(), platform.address().getPort(), clock);
        line.await(LineState.ONLINE);
    }

    @AfterEach
    void stop() {
        line.close();
        platform.close();
    }

    private SignedRequest visit(String yuan) {
        return clinic.settle(Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, yuan));
    }

    @Test
    void whatWasBookedAndItsAnswerLostIsStatedAsItWasAnswered() {
        SignedRequest visit = visit("1000.00");
        platform.control().drop(1);
        assertInstanceOf(Delivery.OutcomeUnknown.class, line.deliver(visit, SHORT));

        Statement.Decided decided = assertInstanceOf(Statement.Decided.class, line.inquire(visit));

        assertEquals(line.answered(visit).answer(), decided.answer());
        Booked booked = assertInstanceOf(Booked.class, decided.answer());
        assertEquals(Amount.parse("1000.00"), booked.breakdown().medfeeSumamt());
        // What is kept as evidence is the platform's own signed answer to the inquiry.
        SignedJson evidence = SignedJson.decode(decided.evidence());
        Answer.Done done = assertInstanceOf(
                Answer.Done.class, Answer.decode(org.yibao.link.message.Transaction.INQUIRY, evidence.json()));
        assertEquals("H37010200001", done.header().msgid().substring(0, 12));
        assertEquals(1, entries());
    }

    @Test
    void askingBarsNothingAndBooksNothing() {
        SignedRequest visit = visit("1000.00");

        assertEquals(new Statement.Undecided(), line.inquire(visit));

        assertEquals(0, entries());
        assertInstanceOf(Booked.class, line.answered(visit).answer());
        assertInstanceOf(Statement.Decided.class, line.inquire(visit));
    }

    @Test
    void whatWasRefusedIsStatedWithItsReason() {
        SignedRequest refused = clinic.settle(
                Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, "10.00").withTotal("11.00"));
        PlatformAnswer first = line.answered(refused).answer();

        assertEquals(first, decided(refused));
        assertInstanceOf(Refused.class, first);
    }

    @Test
    void otherContentUnderTheIdIsNeverTakenForThisAndIsNotUndoneByItsReversal() {
        SignedRequest held = visit("1000.00");
        line.answered(held);
        SignedRequest other = clinic.settle(held.request().id(), Order.of(IN_SERVICE, IN_SERVICE_CERTNO, DAY, "20.00"));
        Delivery.Conflict conflict =
                assertInstanceOf(Delivery.Conflict.class, line.deliver(other, LineTerminal.PATIENCE));
        assertEquals("MSGID_REUSED", conflict.code());

        assertEquals(new Statement.OtherContent(held.signed().contentDigest()), line.inquire(other));

        SignedRequest reversal = clinic.reverse(other);
        Refused refused =
                assertInstanceOf(Refused.class, line.answered(reversal).answer());
        assertEquals("OTHER_CONTENT_HELD", refused.code());
        assertEquals(new Statement.OtherContent(held.signed().contentDigest()), line.inquire(reversal));
        assertEquals(Set.of(Entry.State.BOOKED), states());
        assertInstanceOf(Booked.class, decided(held));
    }

    @Test
    void aReversalWhoseAnswerWasLostIsStatedByWhatBecameOfTheSale() {
        SignedRequest held = visit("1000.00");
        line.answered(held);
        SignedRequest reversal = clinic.reverse(held);
        assertEquals(new Statement.Undecided(), line.inquire(reversal));
        platform.control().drop(1);
        assertInstanceOf(Delivery.OutcomeUnknown.class, line.deliver(reversal, SHORT));

        assertEquals(new Reversed(true), decided(reversal));

        assertEquals(
                "MSGID_REVERSED", assertInstanceOf(Refused.class, decided(held)).code());
        // Sent again, it is answered as at first; the sale comes late and is no sale.
        assertEquals(new Reversed(true), line.answered(reversal).answer());
        assertEquals(Set.of(Entry.State.REVERSED), states());
    }

    @Test
    void aSaleThatNeverCameIsBarredAndItsLateArrivalIsNoSale() {
        SignedRequest late = visit("1000.00");
        SignedRequest reversal = clinic.reverse(late);
        assertEquals(new Reversed(false), line.answered(reversal).answer());
        assertEquals(new Reversed(false), decided(reversal));

        assertEquals(
                "MSGID_BARRED", assertInstanceOf(Refused.class, decided(late)).code());
        assertEquals(
                "MSGID_BARRED",
                assertInstanceOf(Refused.class, line.answered(late).answer()).code());
        assertEquals(new Reversed(false), decided(reversal));
        assertEquals(0, entries());
    }

    @Test
    void aVoidWhoseAnswerWasLostIsStatedInNegativeAmountsAndItsSaleAsItWasBooked() {
        SignedRequest sale = visit("1000.00");
        PlatformAnswer booked = line.answered(sale).answer();
        SignedRequest taking = clinic.takeBack(sale);
        platform.control().drop(1);
        assertInstanceOf(Delivery.OutcomeUnknown.class, line.deliver(taking, SHORT));

        Booked taken = assertInstanceOf(Booked.class, decided(taking));

        assertEquals(Amount.parse("-1000.00"), taken.breakdown().medfeeSumamt());
        assertEquals(booked, decided(sale));
    }

    @Test
    void aVoidUnderAnIdThatIsInUseIsLeftToItsStatement() {
        SignedRequest sale = visit("1000.00");
        line.answered(sale);
        SignedRequest other = visit("10.00");
        line.answered(other);
        SignedRequest taking = clinic.takeBack(other.request().id(), sale, "");
        assertInstanceOf(Delivery.Conflict.class, line.deliver(taking, LineTerminal.PATIENCE));

        assertInstanceOf(Statement.OtherContent.class, line.inquire(taking));

        assertEquals(Set.of(Entry.State.BOOKED), states());
    }

    @Test
    void nobodyAsksAfterAnothersMessages() {
        SignedRequest visit = visit("1000.00");
        line.answered(visit);
        TestTerminal second = TestTerminal.clinic('B', "2", platform.enrolment()::enrol, clock.instant());
        try (LineTerminal other = new LineTerminal(
                second, new ChainedJournal(), platform.address().getPort(), clock)) {
            other.await(LineState.ONLINE);
            Statement.Unheard refused = assertInstanceOf(Statement.Unheard.class, other.inquire(visit));
            assertTrue(refused.reason().startsWith("REQUEST_INVALID"));
        }
    }

    private PlatformAnswer decided(SignedRequest about) {
        return assertInstanceOf(Statement.Decided.class, line.inquire(about)).answer();
    }

    private long entries() {
        return platform.control().entries().size();
    }

    private Set<Entry.State> states() {
        List<Entry> entries = platform.control().entries();
        return Set.copyOf(entries.stream().map(Entry::state).toList());
    }
}
