package org.yibao.platform;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;
import org.yibao.link.netty.NettyServerTransport;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Shifts;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Vouchers;
import org.yibao.settlement.JournalHead;

/** What a tester tells the platform and asks of it. Any thread may use it. */
public final class PlatformControl {
    private static final int TOKEN_CHARACTERS = 30;
    private static final int CODE_DIGITS = 22;
    private static final String DIGITS = "0123456789";
    private static final String TOKEN_ALPHABET = DIGITS + "abcdefghijklmnopqrstuvwxyz";

    private final PlatformSettings settings;
    private final LedgerDatabase ledger;
    private final NettyServerTransport line;
    private final Faults faults;
    private final SaleElsewhere elsewhere;
    private final RevocationDesk revocations;
    private final SecureRandom random = new SecureRandom();

    PlatformControl(
            PlatformSettings settings,
            LedgerDatabase ledger,
            NettyServerTransport line,
            Faults faults,
            SaleElsewhere elsewhere,
            RevocationDesk revocations) {
        this.settings = settings;
        this.ledger = ledger;
        this.line = line;
        this.faults = faults;
        this.elsewhere = elsewhere;
        this.revocations = revocations;
    }

    /** Ends all connections and takes none, as a cut cable does, until {@link #restore}. */
    public void cut() {
        line.accepting(false);
        line.cutAll();
    }

    public void restore() {
        line.accepting(true);
    }

    /** How many terminals are connected. */
    public int connections() {
        return line.connections();
    }

    /** The next {@code answers} answers, whoever asks whatever, are worked out and booked, and not sent. */
    public void drop(int answers) {
        faults.drop(answers);
    }

    /** The next {@code answers} answers are sent twice. */
    public void duplicate(int answers) {
        faults.duplicate(answers);
    }

    /** The next {@code pieces} pieces of directory files are sent with a byte changed, and signed all the same. */
    public void garble(int pieces) {
        faults.garble(pieces);
    }

    /** What is kept of the directory, by part, the newest version of a part first. */
    public List<DirectoryVersions.Version> directory() {
        return ledger.inTransaction(tx -> new DirectoryVersions(tx).all());
    }

    /** All answers from here on come this late; zero ends it. */
    public void delay(Duration late) {
        faults.delay(late);
    }

    /**
     * Mints an e-voucher.
     *
     * @return the QR code's text: 28 digits, the last six the insured division; decoded once and in time
     */
    public String mintVoucher(String psnNo) {
        Instant now = settings.clock().instant();
        return ledger.inTransaction(tx -> {
            Insured insured = require(new People(tx), psnNo);
            String division = String.valueOf(insured.person().insuplcAdmdvs());
            String code = drawn(DIGITS, CODE_DIGITS) + division;
            String token = division + "ec" + drawn(TOKEN_ALPHABET, TOKEN_CHARACTERS);
            new Vouchers(tx).mint(code, new Vouchers.Voucher(psnNo, token), now.plus(settings.voucherLife()));
            return code;
        });
    }

    private String drawn(String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .collect(
                        StringBuilder::new, (text, index) -> text.append(alphabet.charAt(index)), StringBuilder::append)
                .toString();
    }

    /**
     * Books a visit of this person at an institution that none of the terminals is, with one class A line: an
     * accumulator that no terminal knows.
     *
     * @throws PlatformException when the policy refuses it
     */
    public Entry sellElsewhere(String psnNo, Amount medfee) {
        LocalDateTime now = localNow();
        return ledger.inTransaction(tx -> elsewhere.book(tx, require(new People(tx), psnNo), medfee, now));
    }

    /**
     * Drops a booking and its answer, as a ledger restored from a backup does.
     *
     * @throws PlatformException when nothing is booked under it, or its void still is
     */
    public void forget(String msgid) {
        ledger.run(tx -> new Mischief(tx).forget(msgid));
    }

    /**
     * Adds to the bill of a booking, and to what the funds pay of it.
     *
     * @throws PlatformException when nothing is booked under it
     */
    public void alter(String msgid, Amount more) {
        ledger.run(tx -> new Mischief(tx).alter(msgid, more));
    }

    /**
     * Takes back a settlement that its terminal did not take back.
     *
     * @return the void
     * @throws PlatformException when it does not stand
     */
    public Entry takeBack(String msgid) {
        LocalDateTime now = localNow();
        return ledger.inTransaction(tx -> new Mischief(tx).takeBack(msgid, now));
    }

    /**
     * Books a settlement under a terminal that did not make it.
     *
     * @throws PlatformException when there is no such terminal or person
     */
    public Entry stray(TerminalKey terminal, String psnNo, Amount medfee) {
        LocalDateTime now = localNow();
        return ledger.inTransaction(tx -> {
            require(new People(tx), psnNo);
            return new Mischief(tx).stray(terminal, psnNo, medfee, now);
        });
    }

    /** What terminals said of their cashiers' shifts. */
    public List<Shifts.Shift> shifts() {
        return ledger.inTransaction(tx -> new Shifts(tx).all());
    }

    /** @throws PlatformException when nobody has this number */
    public Insured person(String psnNo) {
        return ledger.inTransaction(tx -> require(new People(tx), psnNo));
    }

    public List<Insured> people() {
        return ledger.inTransaction(tx -> new People(tx).all());
    }

    /** The accumulators of a person in a medical year. */
    public YearToDate cum(String psnNo, int year) {
        return ledger.inTransaction(tx -> new People(tx).cum(psnNo, year));
    }

    /** Everything ever booked, in its order. */
    public List<Entry> entries() {
        return ledger.inTransaction(tx -> new Entries(tx).all());
    }

    /** What all terminals booked together; a visit elsewhere is not in it. */
    public Totals totals() {
        return Totals.of(
                entries().stream().filter(entry -> !SaleElsewhere.isOne(entry)).toList());
    }

    /** What one terminal booked. */
    public Totals totals(TerminalKey terminal) {
        return Totals.of(entries().stream()
                .filter(entry -> entry.terminal().equals(terminal))
                .toList());
    }

    /** Oldest first. */
    public List<Terminals.Alarm> alarms() {
        return ledger.inTransaction(tx -> new Terminals(tx).alarms());
    }

    /** The end of a terminal's journal as it was countersigned last. */
    public Optional<JournalHead> countersigned(TerminalKey terminal) {
        return ledger.inTransaction(tx -> new Journals(tx, terminal).countersigned());
    }

    /** The terminals whose journals forked, oldest first. */
    public List<Journals.Quarantine> quarantined() {
        return ledger.inTransaction(Journals::quarantines);
    }

    /**
     * Takes a terminal in again after a technician's decision: its next sign-in is believed, and becomes the journal
     * it is held to. Any other copy of its disk must be out of the way by then.
     *
     * @throws PlatformException when it is not quarantined
     */
    public void release(TerminalKey terminal) {
        Instant now = settings.clock().instant();
        boolean released = ledger.inTransaction(tx -> new Journals(tx, terminal).release(now));
        if (!released) {
            throw new PlatformException("the terminal is not quarantined");
        }
    }

    /**
     * Takes back all certificates of a terminal as of now: it is not let in from here on, and its connections end.
     *
     * @throws PlatformException when it has none that counts
     */
    public void revoke(TerminalKey terminal) {
        try {
            revocations.revoke(terminal);
        } finally {
            // Lists that could not be published count here all the same.
            line.judgeAgain();
        }
    }

    /** The messages that terminals' journals hold and that never came. */
    public List<Journals.Gap> gaps() {
        return ledger.inTransaction(Journals::gaps);
    }

    /** The platform's local time. */
    public LocalDateTime localNow() {
        return LocalDateTime.ofInstant(settings.clock().instant(), settings.zone())
                .withNano(0);
    }

    private static Insured require(People people, String psnNo) {
        return people.byPsnNo(psnNo).orElseThrow(() -> new PlatformException("nobody has the number " + psnNo));
    }
}
