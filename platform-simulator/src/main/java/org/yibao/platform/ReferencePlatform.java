package org.yibao.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.link.enrolment.EnrolmentLimits;
import org.yibao.link.netty.NettyEnrolmentListener;
import org.yibao.link.netty.NettyServerTransport;
import org.yibao.link.server.PlatformLimits;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.settlement.Bytes;

/** A running reference platform. All methods may be called from any thread. */
public final class ReferencePlatform implements AutoCloseable {
    private static final String LEDGER = "ledger.db";
    private static final String KEYS = "keys";
    private static final long CLOSE_SECONDS_MAX = 5;
    /** For the answers that are due; what a fault swallowed never comes. */
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(2);
    /** As many as may be connected: more come only from those who did not wait. */
    private static final int ENROLMENTS_WAITING_MAX = EnrolmentLimits.USUAL.connectionsMax();

    /** What was opened, to be closed in the opposite order. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final NettyServerTransport line;
    private final RevocationDesk revocations;
    private final PlatformControl control;
    private final EnrolmentDesk enrolment;
    private final PublicationDesk publication;
    private final @Nullable NettyEnrolmentListener enrolling;

    private ReferencePlatform(PlatformSettings settings) throws IOException {
        try {
            PolicyBook policy = BuiltInPolicy.book(settings.bundles());
            opened(FolderLock.take(settings.folder()));
            LedgerDatabase ledger = opened(ledger(settings));
            PlatformKeys keys = keys(settings);
            Faults faults = new Faults();
            publication = new PublicationDesk(ledger, keys.authorities(), settings.clock());
            revocations = new RevocationDesk(
                    ledger,
                    keys.authorities(),
                    settings.clock(),
                    lists -> publication.publishLists(Bytes.of(lists.encodePem())));
            line = opened(listen(settings, ledger, keys, policy, faults));
            opened(() -> line.drain(DRAIN_WITHIN));
            control = new PlatformControl(settings, ledger, line, faults, new SaleElsewhere(policy), revocations);
            enrolment = new EnrolmentDesk(ledger, keys, settings.clock());
            enrolling = settings.enrolPort().isPresent()
                    ? opened(enrolling(settings, settings.enrolPort().getAsInt(), keys))
                    : null;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /**
     * Starts a platform in its folder; makes keys and ledger there at the first start.
     *
     * @throws PlatformException when settings, folder or port cannot be used
     */
    public static ReferencePlatform start(PlatformSettings settings) {
        try {
            return new ReferencePlatform(settings);
        } catch (IOException e) {
            throw new PlatformException("the platform cannot listen at its port", e);
        }
    }

    /**
     * The enrolment desk of a folder, whether or not a platform runs there.
     *
     * @param work gets the desk, which is closed after it
     */
    public static <T> T atEnrolmentDesk(PlatformSettings settings, Function<EnrolmentDesk, T> work) {
        try (LedgerDatabase ledger = ledger(settings)) {
            return work.apply(new EnrolmentDesk(ledger, keys(settings), settings.clock()));
        }
    }

    /**
     * The publication desk of a folder, whether or not a platform runs there.
     *
     * @param work gets the desk, which is closed after it
     */
    public static <T> T atPublicationDesk(PlatformSettings settings, Function<PublicationDesk, T> work) {
        try (LedgerDatabase ledger = ledger(settings)) {
            return work.apply(new PublicationDesk(ledger, keys(settings).authorities(), settings.clock()));
        }
    }

    private static LedgerDatabase ledger(PlatformSettings settings) {
        LedgerDatabase ledger = LedgerDatabase.open(settings.folder().resolve(LEDGER));
        Path seed = settings.seed();
        Population population = seed == null ? Population.demo() : Population.load(seed);
        Instant now = settings.clock().instant();
        population.settleIn(ledger, LocalDate.ofInstant(now, settings.zone()).getYear());
        PublicationDesk.publishFirst(ledger, now);
        return ledger;
    }

    private static PlatformKeys keys(PlatformSettings settings) {
        return PlatformKeys.open(
                settings.folder().resolve(KEYS),
                settings.passphrase(),
                settings.clock().instant());
    }

    private NettyServerTransport listen(
            PlatformSettings settings, LedgerDatabase ledger, PlatformKeys keys, PolicyBook policy, Faults faults)
            throws IOException {
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "platform-desk"));
        opened(() -> end(thread));
        BackEnd backEnd = BackEnd.of(
                ledger,
                keys,
                policy,
                () -> keys.identity().signingAnchors().with(revocations.current()),
                faults,
                settings.clock(),
                settings.zone());
        return NettyServerTransport.listen(
                new InetSocketAddress(settings.host(), settings.port()),
                keys.identity().line(settings.suites(), revocations::current, settings.clock()),
                backEnd.line(PlatformLimits.USUAL, thread));
    }

    private NettyEnrolmentListener enrolling(PlatformSettings settings, int port, PlatformKeys keys)
            throws IOException {
        ExecutorService thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(ENROLMENTS_WAITING_MAX),
                work -> new Thread(work, "platform-enrolment-desk"));
        opened(() -> end(thread));
        return NettyEnrolmentListener.listen(
                new InetSocketAddress(settings.host(), port),
                keys.identity().enrolmentLine(settings.suites(), settings.clock()),
                EnrolmentLimits.USUAL,
                enrolment::enrolByCode,
                thread);
    }

    /** What was taken in is finished; late answers are not waited for. */
    private static void end(ExecutorService thread) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
            thread.shutdownNow();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return line.address();
    }

    /** Where it enrols terminals over the line; empty where it does not. */
    public OptionalInt enrolPort() {
        return enrolling == null
                ? OptionalInt.empty()
                : OptionalInt.of(enrolling.address().getPort());
    }

    public PlatformControl control() {
        return control;
    }

    /** Whose lists count on the line. */
    public RevocationDesk revocations() {
        return revocations;
    }

    public EnrolmentDesk enrolment() {
        return enrolment;
    }

    public PublicationDesk publication() {
        return publication;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.getLogger(ReferencePlatform.class.getName())
                    .log(System.Logger.Level.WARNING, "not closed cleanly", e);
        }
    }
}
