package org.yibao.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;
import org.yibao.certs.HostName;
import org.yibao.certs.LineSuites;
import org.yibao.certs.Sm3;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.gateway.LineListener;
import org.yibao.link.gateway.LinkedPlatformGateway;
import org.yibao.link.gateway.LinkedTerminal;
import org.yibao.link.gateway.NationalMessageEncoder;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.link.session.SessionSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** A clinic's terminal without a store: what stands between a sale and the platform, and nothing before it. */
final class MeasuredTerminal implements AutoCloseable {
    private static final TerminalProfile CLINIC =
            new TerminalProfile(new DesignatedInstitution("H37010200001", "1", "3"), "示范医院", 'A', "370102");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Operator OPERATOR = new Operator("C01", "收费员", "desk-1");
    /** The first of the demo's invented people. */
    private static final InsuredCard PERSON = new InsuredCard.IdentityCard("370100198503120019", "甲在职");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LINES = 5;

    private final MessageSigner signer;
    private final Numbered ids;
    private final ExecutorService worker;
    private final LinkedPlatformGateway gateway;
    private final PolicyBook book = Tables.load();
    private JournalHead head = JournalHead.EMPTY;

    private MeasuredTerminal(
            MessageSigner signer, Numbered ids, ExecutorService worker, LinkedPlatformGateway gateway) {
        this.signer = signer;
        this.ids = ids;
        this.worker = worker;
        this.gateway = gateway;
    }

    /** Enrols a terminal, connects it and waits until it has signed in. */
    static MeasuredTerminal enrolled(ReferencePlatform platform, LineSuites suites) throws InterruptedException {
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(CLINIC.institution().code());
        TerminalIdentity identity =
                enrolment.complete(platform.enrolment().enrol(CLINIC, enrolment.request()), Instant.now());
        MessageSigner signer = MessageSigner.of(identity);
        Numbered ids = new Numbered();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        CountDownLatch signedIn = new CountDownLatch(1);
        LinkedPlatformGateway gateway = new LinkedPlatformGateway(
                new LinkedTerminal(
                        CLINIC, OPERATOR, "", "", () -> signer, ids, new EmptyJournal(), InstantSource.system(), ZONE),
                TrustedSigners.platforms(identity.signingAnchors()),
                new NettyClientTransport(identity.line(suites, InstantSource.system()), PATIENCE, suite -> {}),
                List.of(new LineAddress(
                        HostName.parse("127.0.0.1"), platform.address().getPort())),
                SessionSettings.USUAL,
                new Random(1),
                worker,
                new SignedIn(signedIn));
        gateway.start();
        signedIn.await();
        return new MeasuredTerminal(signer, ids, worker, gateway);
    }

    LinkedPlatformGateway gateway() {
        return gateway;
    }

    /** Signed settlements, each a record further in the journal. */
    List<SignedMessage> messages(int count) {
        PersonReply.Known known = (PersonReply.Known) gateway.person(ids.next(now()), PERSON, PATIENCE)
                .toCompletableFuture()
                .join();
        PersonSnapshot person = known.snapshot();
        QuoteRequest request = request(person);
        Quote quote = (Quote) BenefitCalculator.calculate(request, book, Explanation.NONE);
        NationalMessageEncoder encoder = new NationalMessageEncoder(() -> signer);
        List<SignedMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MessageId id = ids.next(now());
            Sale sale = new Sale(
                    id,
                    new IdempotencyKey("desk-1/" + id.value()),
                    "sm3:" + "0".repeat(64),
                    OPERATOR,
                    CLINIC,
                    "V" + id.value(),
                    person,
                    known.credential(),
                    List.of(),
                    List.of(new Sale.Diagnosis("1", "J06.900", "急性上呼吸道感染")),
                    request,
                    quote,
                    null,
                    now(),
                    false);
            messages.add(encoder.settlement(sale, head));
            head = new JournalHead(
                    head.number() + 1,
                    Sm3.digest(head.hash().getBytes(StandardCharsets.US_ASCII)).hex());
        }
        return messages;
    }

    private QuoteRequest request(PersonSnapshot person) {
        QuoteRequest bill = Bill.OUTPATIENT_20.request(book);
        return new QuoteRequest(
                now(),
                bill.medType(),
                CLINIC.institution(),
                person.person(),
                bill.place(),
                person.placeRegistered(),
                null,
                null,
                person.cum(),
                new PersonalAccount(false, person.balance(), List.of()),
                bill.lines().subList(0, LINES),
                false);
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZONE).withNano(0);
    }

    @Override
    public void close() {
        gateway.close();
        worker.shutdown();
    }

    private static final class Numbered implements MessageIds {
        private MessageId last = MessageId.of(CLINIC.institution().code(), now(), CLINIC.letter(), 0);

        @Override
        public synchronized MessageId next(LocalDateTime now) {
            last = last.next(now);
            return last;
        }
    }

    private record SignedIn(CountDownLatch latch) implements LineListener {
        @Override
        public void stateChanged(LineState state, LineAddress address, String reason) {
            if (state == LineState.ONLINE) {
                latch.countDown();
            }
        }

        @Override
        public void untrusted(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void quarantined(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void countersigned(JournalHead head, Bytes evidence, PlatformTime time) {
            // Nothing is kept.
        }
    }

    /** The messages name their places in a journal that is not proved meanwhile. */
    private static final class EmptyJournal implements Journal {
        @Override
        public JournalHead head() {
            return JournalHead.EMPTY;
        }

        @Override
        public JournalVerification verify() {
            return new JournalVerification.Sound(JournalHead.EMPTY);
        }

        @Override
        public void countersigned(JournalHead head, Bytes evidence) {
            // Nothing is kept.
        }

        @Override
        public Optional<Bytes> countersignature(JournalHead head) {
            return Optional.empty();
        }

        @Override
        public JournalHead base() {
            return JournalHead.EMPTY;
        }

        @Override
        public JournalProof proof(JournalHead base, int most) {
            return new JournalProof(base, base, base.number(), Bytes.of(new byte[0]), List.of());
        }

        @Override
        public void quarantined(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void released() {
            // It never is quarantined.
        }

        @Override
        public Optional<String> quarantine() {
            return Optional.empty();
        }
    }
}
