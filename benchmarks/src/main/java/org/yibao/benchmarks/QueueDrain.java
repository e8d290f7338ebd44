package org.yibao.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.yibao.benefit.Amount;
import org.yibao.certs.HostName;
import org.yibao.certs.LineSuites;
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
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SteadyTime;
import org.yibao.settlement.clock.PlatformTime;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.service.OfflineLimits;
import org.yibao.settlement.service.ServicePorts;
import org.yibao.settlement.service.ServiceSettings;
import org.yibao.settlement.service.SettlementService;
import org.yibao.settlement.turn.Turns;
import org.yibao.store.SqliteStore;

/**
 * A queue that an outage left, drained over TLS through a line of 20 ms round trip, by the terminal's own uploader, store
 * and service, to the reference platform's synced ledger; all in one process. Beside it, in the same rounds, a sender that
 * does the same one message at a time.
 *
 * <p>Arguments: settlements queued in each round (3334), of which one at a time (150), rounds (3).
 */
public final class QueueDrain implements AutoCloseable {
    private static final int QUEUED = 3_334;
    private static final int ONE_AT_A_TIME = 150;
    private static final int ROUNDS = 3;
    private static final int WARM_UP = 400;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS = 1e9;

    private final SqliteStore store;
    private final SaleMaker sales;
    private final LinkedPlatformGateway gateway;
    private final ExecutorService worker;
    private final SettlementService service;
    private int persons;

    public static void main(String[] arguments) throws Exception {
        int queued = arguments.length > 0 ? Integer.parseInt(arguments[0]) : QUEUED;
        int alone = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ONE_AT_A_TIME;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        Path folder = Files.createTempDirectory("queue-drain");
        Path seed = folder.resolve("people.json");
        Files.writeString(seed, people(WARM_UP + rounds * queued), StandardCharsets.UTF_8);
        try (ReferencePlatform platform = ReferencePlatform.start(
                        PlatformSettings.demo(folder, 0, Passphrase.loadOrDraw(folder), InstantSource.system())
                                .withSeed(seed)
                                .withSuites(LineSuites.SM_PREFERRED));
                DelayedLine line = DelayedLine.open(platform.address().getPort(), ROUND_TRIP);
                QueueDrain drain = new QueueDrain(folder.resolve("store.db"), platform, line.port())) {
            drain.queue(WARM_UP);
            drain.oneAtATime(WARM_UP / 4);
            drain.drained(WARM_UP - WARM_UP / 4);
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                drain.queue(queued);
                double slow = drain.oneAtATime(alone);
                double fast = drain.drained(queued - alone);
                ratios[round] = fast / slow;
                System.out.printf(
                        Locale.ROOT,
                        "one at a time %.1f a second; queue of %d drained at %.0f a second: %.1f times%n",
                        slow,
                        queued - alone,
                        fast,
                        ratios[round]);
            }
            Arrays.sort(ratios);
            System.out.printf(Locale.ROOT, "median %.1f times%n", ratios[rounds / 2]);
        } finally {
            Folders.delete(folder);
        }
    }

    private QueueDrain(Path file, ReferencePlatform platform, int port) throws InterruptedException {
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(SaleMaker.CLINIC.institution().code());
        TerminalIdentity identity =
                enrolment.complete(platform.enrolment().enrol(SaleMaker.CLINIC, enrolment.request()), Instant.now());
        MessageSigner signer = MessageSigner.of(identity);
        sales = new SaleMaker(identity);
        store = SqliteStore.open(file, sales.storeKeys(), SaleMaker.CLINIC, InstantSource.system());
        worker = Executors.newSingleThreadExecutor();
        CountDownLatch signedIn = new CountDownLatch(1);
        gateway = new LinkedPlatformGateway(
                new LinkedTerminal(
                        SaleMaker.CLINIC,
                        SaleMaker.OPERATOR,
                        "",
                        "",
                        () -> signer,
                        store.ids(),
                        store.journal(),
                        InstantSource.system(),
                        SaleMaker.ZONE),
                TrustedSigners.platforms(identity.signingAnchors()),
                new NettyClientTransport(
                        identity.line(LineSuites.SM_PREFERRED, InstantSource.system()), PATIENCE, suite -> {}),
                List.of(new LineAddress(HostName.parse("127.0.0.1"), port)),
                SessionSettings.USUAL,
                new Random(1),
                worker,
                new Listener(store, signedIn));
        service = service();
        gateway.start();
        signedIn.await();
    }

    /** What takes the answers in; nothing is sold through it. */
    private SettlementService service() {
        ServicePorts ports = new ServicePorts(
                store.settlements(),
                store.outbox(),
                store.persons(),
                store.journal(),
                store.ids(),
                sales.encoder(),
                gateway,
                (code, day) -> Optional.empty(),
                (psnNo, day) -> false,
                new OutOfTouch(),
                request -> {
                    throw new IllegalStateException("nothing is quoted");
                },
                Clock.system(SaleMaker.ZONE),
                Optional::empty,
                () -> "");
        OfflineLimits none = new OfflineLimits(
                false, Amount.ZERO, Amount.ZERO, Amount.ZERO, PATIENCE, PATIENCE, Set.of(), Set.of(), false);
        return new SettlementService(
                ports,
                new ServiceSettings(SaleMaker.CLINIC, none, PATIENCE, PATIENCE, PATIENCE, PATIENCE),
                runner((entry, answer, evidence) -> {
                    throw new IllegalStateException("it is not started");
                }));
    }

    private OutboxRunner runner(OutboxRunner.Reception reception) {
        return new OutboxRunner(
                new OutboxUploader(UploadLimits.DEFAULT, SaleMaker.NEXT_DAY, new Random(1)),
                UploadLimits.DEFAULT,
                store.settlements(),
                store.outbox(),
                gateway,
                InstantSource.system(),
                new SteadyTime(InstantSource.system()),
                reception,
                Turns.onThread("outbox"));
    }

    private void queue(int count) {
        List<Sale> made = new ArrayList<>();
        for (int sale = 0; sale < count; sale++) {
            made.add(sales.sale(store.ids().next(SaleMaker.now()), SaleMaker.person(persons++)));
        }
        made.forEach(sale -> sales.accept(store, sale));
    }

    private double oneAtATime(int count) {
        long from = System.nanoTime();
        for (int sent = 0; sent < count; sent++) {
            OutboxEntry entry = store.outbox().inTurn(1).get(0);
            MessageId id = entry.message().id();
            store.settlements().attempted(id, Instant.now());
            Delivery delivery = gateway.deliver(entry.message(), PATIENCE)
                    .toCompletableFuture()
                    .join();
            Delivery.Answered answered = (Delivery.Answered) delivery;
            booked(service.answered(entry, answered.answer(), answered.evidence()));
        }
        return count * NANOS / (System.nanoTime() - from);
    }

    private double drained(int count) {
        CountDownLatch left = new CountDownLatch(count);
        long from = System.nanoTime();
        try (OutboxRunner runner = runner((entry, answer, evidence) -> {
            Settlement settlement = service.answered(entry, answer, evidence);
            booked(settlement);
            left.countDown();
            return settlement;
        })) {
            runner.start();
            left.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        double rate = count * NANOS / (System.nanoTime() - from);
        if (store.outbox().size() != 0) {
            throw new IllegalStateException("the queue is not empty");
        }
        return rate;
    }

    private static void booked(Settlement settlement) {
        if (!(settlement.answer() instanceof PlatformAnswer.Booked)) {
            throw new IllegalStateException("not booked: " + settlement.state());
        }
    }

    private static String people(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> String.format(
                        Locale.ROOT,
                        "{\"psn_no\": \"%s\", \"certno\": \"%s\", \"psn_name\": \"试验人\", \"gend\": \"1\", \"brdy\": \"%s\","
                                + " \"insutype\": \"310\", \"psn_type\": \"1101\", \"psn_idet_type\": [],"
                                + " \"cvlserv_flag\": \"0\", \"insuplc_admdvs\": \"370100\","
                                + " \"place_registered\": false, \"balc\": 860.00, \"cum\": {}, \"mulaid\": []}",
                        SaleMaker.psnNo(number),
                        SaleMaker.identityNumber(number),
                        SaleMaker.birthDate(number)))
                .collect(Collectors.joining(",\n", "{\"people\": [\n", "\n]}\n"));
    }

    @Override
    public void close() {
        gateway.close();
        worker.shutdown();
        store.close();
    }

    private static final class OutOfTouch implements Contact {
        @Override
        public Optional<Instant> last() {
            return Optional.empty();
        }

        @Override
        public boolean stopListStale() {
            return false;
        }
    }

    private record Listener(SqliteStore store, CountDownLatch signedIn) implements LineListener {
        @Override
        public void stateChanged(LineState state, LineAddress address, String reason) {
            if (state == LineState.ONLINE) {
                signedIn.countDown();
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
            store.journal().countersigned(head, evidence);
        }
    }
}
