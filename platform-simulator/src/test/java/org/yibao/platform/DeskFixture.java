package org.yibao.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.yibao.benefit.Amount;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.certs.Authorities;
import org.yibao.certs.HostName;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerMapper;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.People;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.PlatformAnswer;

/** The platform's desk with a real ledger and real keys, without a line. */
final class DeskFixture implements AutoCloseable {
    static final String IN_SERVICE = "370100000000001";
    static final String IN_SERVICE_CERTNO = "370100198503120019";
    static final String WITH_FAMILY = "370100000000003";
    static final String WITH_FAMILY_CERTNO = "370100198807200026";
    static final String SPOUSE = "370100000000004";

    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final String MORNING = "2023-05-05T02:00:00Z";
    private static final PlatformKeys KEYS = keys(Instant.parse(MORNING));
    private static final PolicyBook POLICY = BuiltInPolicy.book(PlatformSettings.DEMO_BUNDLES);

    final MovableClock clock = new MovableClock(MORNING);
    final LedgerDatabase ledger;
    final Faults faults = new Faults();
    final PublicationDesk publication;
    private final EnrolmentDesk enrolment;
    private final MessageDesk desk;

    private DeskFixture(LedgerDatabase ledger) {
        this.ledger = ledger;
        enrolment = new EnrolmentDesk(ledger, KEYS, clock);
        desk = new MessageDesk(
                ledger,
                MessageSigner.of(KEYS.identity()),
                TrustedSigners.terminals(KEYS.identity().signingAnchors()),
                new Transactions(POLICY, faults, KEYS, new OwnWord(KEYS.identity())),
                clock,
                BEIJING);
        publication = new PublicationDesk(ledger, KEYS.authorities(), clock);
        Population.demo()
                .settleIn(ledger, LocalDate.ofInstant(clock.instant(), BEIJING).getYear());
    }

    static DeskFixture in(Path folder) {
        return new DeskFixture(LedgerDatabase.open(folder.resolve("ledger.db")));
    }

    private static PlatformKeys keys(Instant now) {
        Validity validity = Validity.starting(now.minus(Duration.ofDays(1)), Duration.ofDays(100));
        Authorities authorities = Authorities.create("test", validity);
        return new PlatformKeys(
                authorities, authorities.issuePlatform("test platform", Set.of(HostName.parse("localhost")), validity));
    }

    /** Certificates of the right authorities that no desk wrote down. */
    static TestTerminal.Granting issuingWithoutEnrolling() {
        return (profile, request) -> KEYS.authorities()
                .enrol(
                        request,
                        new TerminalName(profile.institution().code(), profile.letter()),
                        PlatformKeys.holderValidity(Instant.parse(MORNING)));
    }

    /** By a platform of authorities of its own that bear the same names. */
    static SignedJson signedElsewhere(Bytes json) {
        return MessageSigner.of(keys(Instant.parse(MORNING)).identity()).sign(json);
    }

    static Authorities authorities() {
        return KEYS.authorities();
    }

    TestTerminal clinic(char letter, String tier) {
        return TestTerminal.clinic(letter, tier, enrolment::enrol, clock.instant());
    }

    TestTerminal pharmacy(char letter) {
        return TestTerminal.pharmacy(letter, enrolment::enrol, clock.instant());
    }

    EnrolmentDesk enrolment() {
        return enrolment;
    }

    SignedJson send(TestTerminal from, SignedRequest message) {
        return desk.answer(
                from.name(),
                Bytes.of(from.identity().signingChain().leaf().id().bytes()),
                message.request(),
                message.signed());
    }

    Answer ask(TestTerminal from, SignedRequest message) {
        return message.read(send(from, message));
    }

    PlatformAnswer.Booked booked(TestTerminal from, SignedRequest message) {
        return (PlatformAnswer.Booked) AnswerMapper.platformAnswer(ask(from, message));
    }

    PlatformAnswer.Refused refused(TestTerminal from, SignedRequest message) {
        return (PlatformAnswer.Refused) AnswerMapper.platformAnswer(ask(from, message));
    }

    boolean wasHeld(TestTerminal from, SignedRequest message) {
        return ((PlatformAnswer.Reversed) AnswerMapper.platformAnswer(ask(from, message))).wasHeld();
    }

    LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), BEIJING);
    }

    void setCum(String psnNo, String code, String yuan) {
        ledger.run(tx -> {
            People people = new People(tx);
            long before = people.cum(psnNo, 2023).value(code);
            people.accumulate(psnNo, 2023, code, Amount.parse(yuan).fen() - before);
        });
    }

    Amount cum(String psnNo, String code) {
        return ledger.inTransaction(tx -> new People(tx).cum(psnNo, 2023)).amount(code);
    }

    Amount balance(String psnNo) {
        return ledger.inTransaction(
                tx -> new People(tx).byPsnNo(psnNo).orElseThrow().balance());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
