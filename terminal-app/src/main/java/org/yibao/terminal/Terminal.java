package org.yibao.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.CertificateStanding;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.RecoveryFile;
import org.yibao.certs.Sm3;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TrustAnchors;
import org.yibao.devices.SerialReaders;
import org.yibao.devices.line.SerialSettings;
import org.yibao.devices.scanner.ScannerSettings;
import org.yibao.link.gateway.LinkedPlatformGateway;
import org.yibao.link.gateway.LinkedTerminal;
import org.yibao.link.gateway.NationalMessageEncoder;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.netty.NettyClientTransport;
import org.yibao.link.session.SessionSettings;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.Operator;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SteadyTime;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.fetch.DirectoryRunner;
import org.yibao.settlement.directory.fetch.FetchLimits;
import org.yibao.settlement.doubt.DoubtWatch;
import org.yibao.settlement.doubt.InquiryLimits;
import org.yibao.settlement.doubt.InquiryRunner;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.settlement.port.StoreException;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.service.BusinessDay;
import org.yibao.settlement.service.BusinessDayPorts;
import org.yibao.settlement.service.ServicePorts;
import org.yibao.settlement.service.ServiceSettings;
import org.yibao.settlement.service.SettlementService;
import org.yibao.settlement.turn.Turns;
import org.yibao.store.DirectoryReader;
import org.yibao.store.SqliteDirectory;
import org.yibao.store.SqliteStore;
import org.yibao.store.StoreInUseException;
import org.yibao.store.UnusableStoreException;
import org.yibao.terminal.api.ApiLimits;
import org.yibao.terminal.api.DirectoryStanding;
import org.yibao.terminal.api.LocalApi;
import org.yibao.terminal.api.LocalApiPorts;
import org.yibao.terminal.api.PolicyBooks;
import org.yibao.terminal.api.QuoteDesk;
import org.yibao.terminal.api.ReaderDesk;
import org.yibao.terminal.catalogue.CatalogueException;
import org.yibao.terminal.catalogue.CatalogueFile;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.configuration.ReaderSettings;
import org.yibao.terminal.directory.DirectoryCatalogue;
import org.yibao.terminal.directory.PolicyTaker;
import org.yibao.terminal.directory.TrustTaker;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.policy.BundleVersion;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.CertificateSentences;
import org.yibao.terminal.yaml.YamlFault;

/** A running terminal: everything joined, until {@link #close}. */
public final class Terminal implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Terminal.class.getName());

    /** In the store's folder. */
    public static final String STORE_FILE = "terminal.db";

    /** In the store's folder. */
    private static final String DIRECTORY_FILE = "directory.db";

    private static final String NATIVE_FOLDER = "native";
    private static final Duration DRAIN_BEYOND_DEADLINE = Duration.ofSeconds(5);
    private static final int HANDLE_BYTES = 16;
    private static final String NO_NETWORK_CARD = "";

    private final Opened opened;
    private final LocalApi api;

    private Terminal(Opened opened, LocalApi api) {
        this.opened = opened;
        this.api = api;
    }

    /**
     * Starts; a line that is down and devices that are missing do not keep it from starting.
     *
     * @param clock with the zone of the counter
     * @throws StartException when it cannot; nothing is left open then
     */
    public static Terminal start(Configuration configuration, Map<String, String> environment, Clock clock) {
        return start(configuration, environment, clock, UnaryOperator.identity());
    }

    /**
     * As {@link #start(Configuration, Map, Clock)}, with something around the store's durable steps: tests stop the
     * process between any two of them.
     */
    public static Terminal start(
            Configuration configuration,
            Map<String, String> environment,
            Clock clock,
            UnaryOperator<SettlementStore> around) {
        Opened opened = new Opened();
        try {
            return start(configuration, environment, clock, around, opened);
        } catch (RuntimeException | Error refused) {
            opened.close();
            throw refused;
        }
    }

    private static Terminal start(
            Configuration configuration,
            Map<String, String> environment,
            Clock clock,
            UnaryOperator<SettlementStore> around,
            Opened opened) {
        SecureRandom random = new SecureRandom();
        QuoteDesk quotes = new QuoteDesk(policy(configuration, clock), clock, Terminal::digest);
        Catalogue file = catalogueFile(configuration);
        Keys keys = keys(configuration, environment, clock);
        SqliteStore store = opened.add(store(configuration, keys, clock));
        opened.add(() ->
                StoreMark.in(configuration.certificates()).write(store.journal().head()));
        SqliteDirectory directory = opened.add(faultsOf(
                configuration, () -> SqliteDirectory.open(configuration.store().resolve(DIRECTORY_FILE), store)));
        Catalogue catalogue = new DirectoryCatalogue(
                directory, () -> directory.standing(DirectoryPart.CATALOGUE).active(), file);
        SettlementStore settlements = around.apply(store.settlements());
        AddressFile address = opened.add(AddressFile.in(configuration.store()));
        String token = Token.loadOrMake(configuration.api().tokenFile(), random);

        AtomicReference<@Nullable OutboxRunner> queue = new AtomicReference<>();
        AtomicReference<@Nullable DirectoryRunner> fetching = new AtomicReference<>();
        AtomicReference<@Nullable SettlementService> business = new AtomicReference<>();
        AtomicReference<@Nullable RenewalWatch> watch = new AtomicReference<>();
        CertificatesFolder folder = CertificatesFolder.at(configuration.certificates());
        LiveIdentity live = new LiveIdentity(folder, keys.identity(), keys.files(), clock);
        ClockWatch clockWatch = new ClockWatch(configuration.clock(), store, clock);
        LineLog line =
                new LineLog(store.journal(), () -> wake(queue.get(), watch.get(), fetching.get()), clockWatch::heard);
        LinkedPlatformGateway gateway = gateway(configuration, live, store, clock, random, opened, line);
        live.onTrustChange(gateway::judgeAgain);
        RenewalWatch renewal = new RenewalWatch(new RenewalWatch.Parts(
                live,
                folder,
                () -> Keys.passphrase(configuration.passphrase(), environment),
                gateway,
                store,
                keys.store().keyEncryptionKey(),
                configuration.platform().tls(),
                configuration.renewBefore(),
                clock));
        watch.set(renewal);
        OutboxRunner runner = new OutboxRunner(
                new OutboxUploader(configuration.upload(), configuration.timeLimits(), random),
                configuration.upload(),
                settlements,
                store.outbox(),
                gateway,
                clock,
                new SteadyTime(clock),
                (entry, answer, evidence) -> answered(business.get(), entry, answer, evidence),
                Turns.onThread("outbox"));
        NationalMessageEncoder encoder = new NationalMessageEncoder(live::signer);
        ServicePorts ports = new ServicePorts(
                settlements,
                store.outbox(),
                store.persons(),
                store.journal(),
                store.ids(),
                encoder,
                gateway,
                catalogue,
                directory,
                new LastContact(clockWatch, directory, configuration.directory().staleAfter(), clock),
                quotes,
                clock,
                clockWatch,
                () -> Token.draw(random, HANDLE_BYTES));
        SettlementService service = new SettlementService(ports, settings(configuration), runner);
        BusinessDayPorts dayPorts = new BusinessDayPorts(
                configuration.terminal(),
                settlements,
                store.outbox(),
                store.days(),
                gateway.reconciliation(),
                gateway,
                store.ids(),
                encoder,
                clock,
                configuration.upload().answerDeadline());
        BusinessDay days = new BusinessDay(dayPorts, service);
        business.set(service);
        queue.set(runner);
        // Closed last first: devices, calls, line, queue, store.
        opened.add(runner);
        InquiryRunner inquiries = opened.add(new InquiryRunner(
                new DoubtWatch(InquiryLimits.DEFAULT),
                InquiryLimits.DEFAULT,
                store.outbox(),
                gateway,
                new SteadyTime(clock),
                service::stated,
                Turns.onThread("inquiry")));
        DirectoryRunner directoryRunner =
                opened.add(directoryRunner(configuration, directory, gateway, live, clock, random));
        fetching.set(directoryRunner);
        opened.add(gateway);
        opened.add(renewal);
        ReaderDesk readers = new ReaderDesk(readers(configuration.readers(), clock));
        LocalApiPorts apiPorts = new LocalApiPorts(
                service,
                store.outbox(),
                store.journal(),
                gateway,
                line,
                readers,
                quotes,
                Terminal::digest,
                () -> live.identity().standings(clock.instant()),
                renewal::refusal,
                () -> new DirectoryStanding(directoryRunner.upkeep(), waiting(configuration)),
                clock,
                version(),
                configuration.alarm(),
                configuration.timeLimits(),
                configuration.bearer(),
                days);
        JournalWatch journalWatch = opened.add(new JournalWatch(store.review()));
        LocalApi api = opened.add(api(apiPorts, configuration, token));
        opened.add(readers);
        runner.start();
        gateway.start();
        inquiries.start();
        renewal.start();
        directoryRunner.start();
        journalWatch.start();
        warnOfEnds(keys.identity().standings(clock.instant()));
        address.write(api.address(), configuration.api().tokenFile());
        return new Terminal(opened, api);
    }

    private static void warnOfEnds(List<CertificateStanding> standings) {
        standings.forEach(standing -> CertificateSentences.warning(standing)
                .ifPresent(sentence -> LOG.log(Level.WARNING, "{0} {1}", standing.certificate(), sentence)));
    }

    private static String digest(byte[] bytes) {
        return Sm3.digest(bytes).toString();
    }

    private static void wake(
            @Nullable OutboxRunner runner, @Nullable RenewalWatch renewal, @Nullable DirectoryRunner directory) {
        if (runner != null) {
            runner.wake();
        }
        if (renewal != null) {
            renewal.wake();
        }
        if (directory != null) {
            directory.signedIn();
        }
    }

    private static Settlement answered(
            @Nullable SettlementService service, OutboxEntry entry, PlatformAnswer answer, Bytes evidence) {
        if (service == null) {
            throw new IllegalStateException("the queue runs before its service");
        }
        return service.answered(entry, answer, evidence);
    }

    /** A table that may not settle today keeps the terminal from starting; one that fails later, from quoting. */
    private static PolicyBooks policy(Configuration configuration, Clock clock) {
        try {
            ActivePolicy active = new ActivePolicy(shelf(configuration));
            active.require(LocalDate.now(clock));
            return active;
        } catch (PolicyException refused) {
            throw new StartException(refused);
        }
    }

    private static DirectoryRunner directoryRunner(
            Configuration configuration,
            SqliteDirectory directory,
            LinkedPlatformGateway gateway,
            LiveIdentity live,
            Clock clock,
            SecureRandom random) {
        return new DirectoryRunner(
                FetchLimits.DEFAULT.asking(
                        configuration.directory().refresh(),
                        configuration.directory().staleAfter()),
                directory,
                gateway.directory(),
                gateway::online,
                Map.of(
                        DirectoryPart.POLICY_TABLES,
                        new PolicyTaker(() -> shelf(configuration), clock),
                        DirectoryPart.TRUST,
                        new TrustTaker(signed -> live.take(signed, publishersOf(configuration)))),
                clock,
                random);
    }

    /** Their authorities may revoke too. */
    private static List<TrustAnchors> publishersOf(Configuration configuration) {
        try {
            List<TrustAnchors> publishers = new ArrayList<>();
            for (Path publisher : configuration.policy().publishers()) {
                publishers.add(TrustAnchors.decodePem(Files.readAllBytes(publisher)));
            }
            return publishers;
        } catch (IOException refused) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(Machine.reason(refused)), refused);
        }
    }

    private static List<String> waiting(Configuration configuration) {
        try {
            return PolicyShelf.historyOf(configuration.policy().directory()).waiting(PolicyTaker.BY).stream()
                    .map(BundleVersion::name)
                    .toList();
        } catch (PolicyException unreadable) {
            // What is wrong with the shelf shows where policy is asked for.
            return List.of();
        }
    }

    private static PolicyShelf shelf(Configuration configuration) {
        return PolicyShelf.open(
                configuration.policy().directory(),
                configuration.policy().publishers(),
                CertificatesFolder.at(configuration.certificates()).load().revocations());
    }

    /**
     * Opens the directory alone, to be read beside a terminal that may run.
     *
     * @return empty when nothing was fetched yet
     * @throws StartException when its file cannot be used
     */
    public static Optional<DirectoryReader> openDirectory(Configuration configuration) {
        makeFolders(configuration);
        Path file = configuration.store().resolve(DIRECTORY_FILE);
        return Files.exists(file)
                ? Optional.of(faultsOf(configuration, () -> DirectoryReader.open(file)))
                : Optional.empty();
    }

    /**
     * The catalogue that counts until the directory has one; without a file it is empty.
     *
     * @throws StartException CATALOGUE_INVALID with all faults
     */
    public static Catalogue catalogueFile(Configuration configuration) {
        Path file = configuration.catalogue();
        if (file == null) {
            return (code, day) -> Optional.empty();
        }
        try {
            return CatalogueFile.load(file);
        } catch (CatalogueException invalid) {
            throw new StartException(
                    FaultCode.CATALOGUE_INVALID,
                    invalid.faults().stream().map(YamlFault::toString).toList(),
                    invalid);
        }
    }

    private static Keys keys(Configuration configuration, Map<String, String> environment, Clock clock) {
        makeFolders(configuration);
        return faultsOf(
                configuration,
                () -> Keys.open(
                        configuration, configuration.store().resolve(STORE_FILE), environment, clock.instant()));
    }

    private static void makeFolders(Configuration configuration) {
        try {
            Machine.privateFolder(configuration.store());
            Machine.privateFolder(configuration.store().resolve(NATIVE_FOLDER));
        } catch (IOException refused) {
            throw new StartException(
                    FaultCode.STORE_FOLDER_UNUSABLE,
                    List.of(configuration.store() + " " + Machine.reason(refused)),
                    refused);
        }
        System.setProperty(
                "org.sqlite.tmpdir",
                configuration.store().resolve(NATIVE_FOLDER).toString());
    }

    /**
     * Gives the store of a terminal that does not run another key-encryption key.
     *
     * @throws StartException when it runs, or key or store cannot be used
     */
    public static void changeStoreKey(Configuration configuration) {
        makeFolders(configuration);
        faultsOf(configuration, () -> {
            Keys.changeStoreKey(
                    configuration.certificates(), configuration.store().resolve(STORE_FILE));
            return configuration;
        });
    }

    /** Opens the store alone, as {@code journal verify} needs it. */
    public static SqliteStore openStore(Configuration configuration, Map<String, String> environment, Clock clock) {
        return store(configuration, keys(configuration, environment, clock), clock);
    }

    /**
     * Writes records of the journal of a terminal that does not run: see {@link SqliteStore#export}.
     *
     * @param last null for the journal's last
     * @return the last record written
     * @throws StartException when the terminal runs, or key or store cannot be used
     * @throws IllegalArgumentException when the journal has no such records
     */
    public static long exportJournal(
            Configuration configuration,
            Map<String, String> environment,
            Clock clock,
            long first,
            @Nullable Long last,
            OutputStream out)
            throws IOException {
        Keys keys = keys(configuration, environment, clock);
        try (SqliteStore store = store(configuration, keys, clock)) {
            long to = last == null ? store.journal().head().number() : last;
            store.export(keys.identity().signingChains(), first, to, out);
            return to;
        }
    }

    /**
     * Copies the store, also of a terminal that runs: see {@link SqliteStore#backUp}.
     *
     * @throws StoreException when there is no store, or the copy cannot be made
     */
    public static void backUpStore(Configuration configuration, Path to) {
        makeFolders(configuration);
        SqliteStore.backUp(configuration.store().resolve(STORE_FILE), to);
    }

    /**
     * The key of the store, to be kept where a backup can be restored without this box: see {@link RecoveryFile}.
     *
     * @throws StartException when there is none, or it is being changed
     */
    public static byte[] recoveryFile(Configuration configuration, char[] passphrase) {
        return RecoveryFile.encode(Keys.storeKey(configuration.certificates()), passphrase);
    }

    /**
     * A store that a backup took the place of.
     *
     * @param keptAside the store that stood there; empty where none did
     * @param last the backup's last record
     * @param known the last record that this box is known to have had; at least {@code last}
     */
    public record Restored(Optional<Path> keptAside, long last, long known) {}

    /**
     * Puts a backup in the place of the store of a terminal that does not run: see {@link SqliteStore#restore}.
     *
     * @param recovered the store key of the box where the backup was made; empty for this box's own
     * @throws StartException when the terminal runs, or its keys cannot be used
     * @throws StoreException when the backup cannot be used
     */
    public static Restored restoreStore(
            Configuration configuration,
            Map<String, String> environment,
            Clock clock,
            Path backup,
            Optional<KeyEncryptionKey> recovered) {
        Keys keys = keys(configuration, environment, clock);
        try {
            Optional<Path> aside = SqliteStore.restore(
                    backup,
                    configuration.store().resolve(STORE_FILE),
                    recovered.orElse(keys.store().keyEncryptionKey()),
                    keys.store(),
                    configuration.terminal(),
                    clock,
                    configuration.queueMax(),
                    "restored from a backup; the platform has not yet taken the journal");
            Keys.storeStands(configuration.certificates());
            long known = StoreMark.in(configuration.certificates()).record();
            try (SqliteStore restored = store(configuration, keys, clock)) {
                long last = restored.journal().head().number();
                return new Restored(aside, last, Math.max(last, known));
            }
        } catch (StoreInUseException inUse) {
            throw new StartException(
                    FaultCode.STORE_IN_USE, List.of(configuration.store().toString()), inUse);
        }
    }

    /** How a step on the opened store of a terminal that does not run ends. */
    public interface HandoverStep<T> {
        T with(SqliteStore store, TerminalIdentity self) throws IOException;
    }

    /**
     * Hands over what waits, or takes over what another terminal hands over: see {@link SqliteStore#evacuations}.
     *
     * @throws StartException when the terminal runs, or key or store cannot be used
     */
    public static <T> T handOver(
            Configuration configuration, Map<String, String> environment, Clock clock, HandoverStep<T> step)
            throws IOException {
        Keys keys = keys(configuration, environment, clock);
        try (SqliteStore store = store(configuration, keys, clock)) {
            return step.with(store, keys.identity());
        }
    }

    /** Only the first start makes a store. */
    private static SqliteStore store(Configuration configuration, Keys keys, Clock clock) {
        Path file = configuration.store().resolve(STORE_FILE);
        return faultsOf(configuration, () -> {
            SqliteStore store = keys.firstStart()
                    ? SqliteStore.open(file, keys.store(), configuration.terminal(), clock, configuration.queueMax())
                    : SqliteStore.openExisting(
                            file, keys.store(), configuration.terminal(), clock, configuration.queueMax());
            try {
                Keys.storeStands(configuration.certificates());
                StoreMark.in(configuration.certificates()).compare(store);
                return store;
            } catch (RuntimeException | Error refused) {
                store.close();
                throw refused;
            }
        });
    }

    private static <T> T faultsOf(Configuration configuration, Supplier<T> opening) {
        try {
            return opening.get();
        } catch (StoreInUseException inUse) {
            throw new StartException(
                    FaultCode.STORE_IN_USE, List.of(configuration.store().toString()), inUse);
        } catch (UnusableStoreException unusable) {
            LOG.log(Level.ERROR, "the store cannot be used: {0}", unusable.getMessage());
            throw new StartException(
                    codeOf(unusable.reason()), List.of(String.valueOf(unusable.getMessage())), unusable);
        } catch (StoreException damaged) {
            LOG.log(Level.ERROR, "the store cannot be opened: {0}", damaged.getMessage());
            throw new StartException(FaultCode.STORE_DAMAGED, List.of(String.valueOf(damaged.getMessage())), damaged);
        }
    }

    private static FaultCode codeOf(UnusableStoreException.Reason reason) {
        return switch (reason) {
            case MISSING -> FaultCode.STORE_MISSING;
            case OTHER_KEY -> FaultCode.STORE_KEY_MISSING;
            case NOT_UPGRADED -> FaultCode.STORE_FOLDER_UNUSABLE;
            case NEWER -> FaultCode.STORE_NEWER;
            case NEWER_UNTOUCHED -> FaultCode.STORE_NEWER_UNTOUCHED;
        };
    }

    private static LinkedPlatformGateway gateway(
            Configuration configuration,
            LiveIdentity live,
            SqliteStore store,
            Clock clock,
            SecureRandom random,
            Opened opened,
            LineLog line) {
        String name = live.identity().name().toString();
        Operator self = new Operator(name, "terminal", name);
        LinkedTerminal terminal = new LinkedTerminal(
                configuration.terminal(),
                self,
                NO_NETWORK_CARD,
                NO_NETWORK_CARD,
                live::signer,
                store.ids(),
                store.journal(),
                clock,
                clock.getZone(),
                () -> shiftsOf(store, LocalDate.now(clock)));
        SessionSettings settings = sessionSettings(configuration);
        Configuration.Platform platform = configuration.platform();
        ExecutorService worker = Executors.newSingleThreadExecutor(run -> {
            Thread made = new Thread(run, "line-worker");
            made.setDaemon(true);
            return made;
        });
        opened.add(worker::shutdownNow);
        return new LinkedPlatformGateway(
                terminal,
                TrustedSigners.platforms(live::signingAnchors),
                new NettyClientTransport(
                        () -> live.identity().line(platform.tls(), live::revocations, clock),
                        settings.connectWithin(),
                        line::secured),
                platform.addresses(),
                settings,
                random,
                worker,
                line);
    }

    /** Of yesterday and today: a shift that ended while the line was down is told at the next sign-out. */
    private static List<DayEntry.ShiftEnded> shiftsOf(SqliteStore store, LocalDate today) {
        List<DayEntry.ShiftEnded> shifts =
                new ArrayList<>(BusinessDay.ended(store.days().entries(today.minusDays(1))));
        shifts.addAll(BusinessDay.ended(store.days().entries(today)));
        return shifts;
    }

    private static SessionSettings sessionSettings(Configuration configuration) {
        SessionSettings usual = SessionSettings.USUAL;
        Duration most = configuration.platform().reconnectMost();
        Duration least = usual.backoffLeast().compareTo(most) < 0 ? usual.backoffLeast() : most;
        return new SessionSettings(
                usual.window(),
                usual.waitingMax(),
                usual.frameBytesMax(),
                usual.connectWithin(),
                usual.answerWithin(),
                usual.pingAfter(),
                usual.pongWithin(),
                least,
                most);
    }

    private static ServiceSettings settings(Configuration configuration) {
        Configuration.Deadlines deadlines = configuration.deadlines();
        return new ServiceSettings(
                configuration.terminal(),
                configuration.offline(),
                deadlines.person(),
                deadlines.settle(),
                deadlines.credentialLife(),
                deadlines.quoteLife());
    }

    private static List<CardReader> readers(List<ReaderSettings> settings, Clock clock) {
        return settings.stream().map(reader -> reader(reader, clock)).toList();
    }

    private static CardReader reader(ReaderSettings reader, Clock clock) {
        SerialSettings line = new SerialSettings(reader.device(), reader.baud());
        return switch (reader.kind()) {
            case SCANNER ->
                SerialReaders.scanner(
                        reader.name(),
                        line,
                        new ScannerSettings(
                                reader.aimIdentifiers(), reader.lineBytesMax(), reader.interCharacterTimeout()));
            case IDENTITY_CARD -> SerialReaders.identityCardReader(reader.name(), line, clock);
        };
    }

    private static LocalApi api(LocalApiPorts ports, Configuration configuration, String token) {
        try {
            return LocalApi.open(
                    ports,
                    configuration.api().port(),
                    token,
                    ApiLimits.USUAL,
                    configuration.deadlines().settle().plus(DRAIN_BEYOND_DEADLINE));
        } catch (BindException taken) {
            throw new StartException(
                    FaultCode.API_PORT_UNAVAILABLE,
                    List.of("127.0.0.1:" + configuration.api().port()),
                    taken);
        }
    }

    /** As the jar says; a build that was not packaged has none. */
    public static String version() {
        String version = Terminal.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Of the local API, such as {@code http://127.0.0.1:38571}. */
    public String address() {
        return api.address();
    }

    /** Lets calls that run come to their answers, signs out, and closes the store. */
    @Override
    public void close() {
        opened.close();
    }
}
