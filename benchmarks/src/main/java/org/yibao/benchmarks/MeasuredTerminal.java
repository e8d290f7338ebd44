package org.yibao.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yibao.certs.HostName;
import org.yibao.certs.LineSuites;
import org.yibao.certs.Sm3;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.gateway.LineListener;
import org.yibao.link.gateway.LinkedPlatformGateway;
import org.yibao.link.gateway.LinkedTerminal;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.link.session.SessionSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Sale;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** A clinic's terminal without a store: what stands between a sale and the platform, and nothing before it. */
final class MeasuredTerminal implements AutoCloseable {
    /** The first of the demo's invented people. */
    private static final InsuredCard PERSON = new InsuredCard.IdentityCard("370100198503120019", "甲在职");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SaleMaker sales;
    private final Numbered ids;
    private final ExecutorService worker;
    private final LinkedPlatformGateway gateway;
    private JournalHead head = JournalHead.EMPTY;

    private MeasuredTerminal(SaleMaker sales, Numbered ids, ExecutorService worker, LinkedPlatformGateway gateway) {
        this.sales = sales;
        this.ids = ids;
        this.worker = worker;
        this.gateway = gateway;
    }

    /** Enrols a terminal, connects it and waits until it has signed in. */
    static MeasuredTerminal enrolled(ReferencePlatform platform, LineSuites suites) throws InterruptedException {
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(SaleMaker.CLINIC.institution().code());
        TerminalIdentity identity =
                enrolment.complete(platform.enrolment().enrol(SaleMaker.CLINIC, enrolment.request()), Instant.now());
        MessageSigner signer = MessageSigner.of(identity);
        Numbered ids = new Numbered();
        ExecutorService worker = Executors.newSingleThreadExecutor();
        CountDownLatch signedIn = new CountDownLatch(1);
        LinkedPlatformGateway gateway = new LinkedPlatformGateway(
                new LinkedTerminal(
                        SaleMaker.CLINIC,
                        SaleMaker.OPERATOR,
                        "",
                        "",
                        () -> signer,
                        ids,
                        new EmptyJournal(),
                        InstantSource.system(),
                        SaleMaker.ZONE),
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
        return new MeasuredTerminal(new SaleMaker(identity), ids, worker, gateway);
    }

    LinkedPlatformGateway gateway() {
        return gateway;
    }

    /** Signed settlements, each a record further in the journal. */
    List<SignedMessage> messages(int count) {
        PersonReply.Known known = (PersonReply.Known) gateway.person(ids.next(SaleMaker.now()), PERSON, PATIENCE)
                .toCompletableFuture()
                .join();
        List<SignedMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sale sale = sales.sale(ids.next(SaleMaker.now()), known.snapshot());
            messages.add(sales.encoder().settlement(sale, head));
            head = new JournalHead(
                    head.number() + 1,
                    Sm3.digest(head.hash().getBytes(StandardCharsets.US_ASCII)).hex());
        }
        return messages;
    }

    @Override
    public void close() {
        gateway.close();
        worker.shutdown();
    }

    private static final class Numbered implements MessageIds {
        private MessageId last =
                MessageId.of(SaleMaker.CLINIC.institution().code(), SaleMaker.now(), SaleMaker.CLINIC.letter(), 0);

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
