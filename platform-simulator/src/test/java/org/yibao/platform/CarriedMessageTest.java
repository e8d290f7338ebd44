package org.yibao.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.yibao.platform.DeskFixture.IN_SERVICE;
import static org.yibao.platform.DeskFixture.IN_SERVICE_CERTNO;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.benefit.Amount;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.CarriedInput;
import org.yibao.link.message.CarriedOutput;
import org.yibao.link.message.Transaction;
import org.yibao.platform.TestTerminal.Order;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Journals;

/** Row 24: a message counts once and for what it is, whoever brings it. */
class CarriedMessageTest {
    private static final Order BILL = Order.of(IN_SERVICE, IN_SERVICE_CERTNO, "2023-05-05T10:00:00", "1000.00");

    @TempDir
    private Path folder;

    private DeskFixture platform;
    private TestTerminal maker;
    private TestTerminal carrier;

    @BeforeEach
    void open() {
        platform = DeskFixture.in(folder);
        maker = platform.clinic('A', "2");
        carrier = platform.clinic('B', "2");
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private Answer brought(TestTerminal by, SignedJson message) {
        return platform.ask(by, by.message(Transaction.CARRIED, by.nextId(), CarriedInput.of(message)));
    }

    private SignedJson word(TestTerminal by, SignedJson message) {
        Answer.Done done = assertInstanceOf(Answer.Done.class, brought(by, message));
        return ((CarriedOutput) done.output()).answer();
    }

    private void refused(TestTerminal by, SignedJson message) {
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, brought(by, message));
        assertEquals("REQUEST_INVALID", refused.header().errCode());
    }

    private int entries() {
        return platform.ledger.inTransaction(tx -> new Entries(tx).all()).size();
    }

    @Test
    void itIsBookedOnceWhetherCarriedOrSent() {
        SignedRequest sale = maker.settle(BILL);
        SignedJson first = word(carrier, sale.signed());
        assertInstanceOf(Answer.Done.class, sale.read(first));
        assertEquals(first, word(carrier, sale.signed()));
        assertEquals(first, platform.send(maker, sale));
        assertEquals(1, entries());
        assertEquals(Amount.parse("280.00"), platform.cum(IN_SERVICE, "OPT_PAY"));
    }

    /** Its place is in its maker's journal, whose gap it closes; the quarantine that counts is its maker's too. */
    @Test
    void itIsJudgedInItsMakersJournal() {
        ChainedJournal journal = new ChainedJournal();
        SignedRequest sale = maker.placed(maker.settle(BILL), journal);
        platform.ask(maker, maker.signIn(journal));
        assertEquals(1, gaps());
        word(carrier, sale.signed());
        assertEquals(0, gaps());

        SignedRequest other = maker.placed(maker.settle(BILL), new ChainedJournal());
        Answer.Refused waits = assertInstanceOf(Answer.Refused.class, other.read(word(carrier, other.signed())));
        assertEquals("TERMINAL_QUARANTINED", waits.header().errCode());
        assertEquals(1, entries());
    }

    private int gaps() {
        return platform.ledger.inTransaction(Journals::gaps).size();
    }

    @Test
    void whatIsNotTheInstitutionsOwnSignedMoneyIsRefused() {
        SignedRequest sale = maker.settle(BILL);
        refused(platform.pharmacy('A'), sale.signed());
        refused(carrier, DeskFixture.signedElsewhere(sale.signed().json()));
        SignedJson swapped = new SignedJson(
                maker.settle(BILL).signed().json(),
                sale.signed().certificateId(),
                sale.signed().signature());
        refused(carrier, swapped);
        refused(carrier, maker.signIn(new ChainedJournal()).signed());
        refused(
                carrier,
                maker.message(Transaction.CARRIED, maker.nextId(), CarriedInput.of(sale.signed()))
                        .signed());
        assertEquals(0, entries());
    }
}
