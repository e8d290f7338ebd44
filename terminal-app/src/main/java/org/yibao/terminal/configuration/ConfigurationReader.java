package org.yibao.terminal.configuration;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.certs.CertsException;
import org.yibao.certs.HostName;
import org.yibao.certs.LineSuites;
import org.yibao.link.session.LineAddress;
import org.yibao.settlement.Credential;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.clock.ClockLimits;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.directory.fetch.FetchLimits;
import org.yibao.settlement.outbox.QueueAlarm;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.service.OfflineLimits;
import org.yibao.terminal.configuration.Configuration.Api;
import org.yibao.terminal.configuration.Configuration.Deadlines;
import org.yibao.terminal.configuration.Configuration.Directory;
import org.yibao.terminal.configuration.Configuration.Platform;
import org.yibao.terminal.configuration.Configuration.Policy;
import org.yibao.terminal.deadline.TimeLimitsFile;
import org.yibao.terminal.text.Sentences;
import org.yibao.terminal.yaml.YamlFaults;
import org.yibao.terminal.yaml.YamlSection;

/** Knows every key of the file, its form, its range and its default. */
final class ConfigurationReader {
    static final int ADDRESSES_MAX = 8;
    static final int QUEUE_MAX = 100_000;
    static final int QUEUE_DEFAULT = 10_000;
    static final int PUBLISHERS_MAX = 8;
    static final int READERS_MAX = 8;
    static final int BAUD_MIN = 1_200;
    static final int BAUD_MAX = 921_600;
    static final int LINE_BYTES_MIN = 32;
    static final int LINE_BYTES_MAX = 7_089;
    static final int LINE_BYTES_DEFAULT = 4_096;
    static final int CHARACTER_MS_MIN = 10;
    static final int CHARACTER_MS_MAX = 5_000;
    static final int CHARACTER_MS_DEFAULT = 200;
    static final int SNAPSHOT_HOURS_MAX = 24 * 31;
    static final int RENEW_DAYS_MAX = 3_650;
    static final int RENEW_DAYS_DEFAULT = 30;
    static final int REFRESH_MINUTES_MAX = 7 * 24 * 60;
    static final int STALE_HOURS_MAX = 24 * 31;
    static final int SECONDS_MAX = 120;
    static final int LIFE_SECONDS_MAX = 3_600;
    static final int DELAY_SECONDS_MAX = 3_600;
    static final int IN_FLIGHT_MAX = 64;
    static final int OVERDUE_HOURS_MAX = 24 * 31;
    static final int OVERDUE_ATTEMPTS_MAX = 1_000_000;
    static final BigDecimal OFFLINE_YUAN_MAX = new BigDecimal("1000000");
    static final int CONTACT_HOURS_MAX = 24 * 31;
    static final int CONTACT_HOURS_DEFAULT = 72;
    static final int CLOCK_MINUTES_MAX = 24 * 60;

    private static final Pattern ANY = Pattern.compile(".{1,1000}");
    private static final Pattern INSTITUTION = Pattern.compile("[0-9A-Z]{12}");
    private static final Pattern NAME = Pattern.compile("\\S(.{0,198}\\S)?");
    private static final Pattern DIVISION = Pattern.compile("\\d{6}");
    private static final Pattern LETTER = Pattern.compile("[0-9A-Z]");
    private static final Pattern READER = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern SUITES = Pattern.compile(
            Arrays.stream(LineSuites.values()).map(LineSuites::text).collect(Collectors.joining("|")));
    private static final Pattern OFFLINE_CREDENTIAL = Pattern.compile("0[23]");
    private static final Pattern MED_TYPE = Pattern.compile("\\d{2,6}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][0-9A-Za-z_]{0,63}");
    private static final int RECONNECT_SECONDS = 60;
    private static final int SCANNER_BAUD = 9_600;
    private static final int IDENTITY_BAUD = 115_200;

    private static final Pattern BEARER = Pattern.compile("person|institution|operator");

    private final Path folder;
    private final Map<String, String> environment;

    ConfigurationReader(Path file, Map<String, String> environment) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        this.folder = parent == null ? file.toAbsolutePath() : parent;
        this.environment = environment;
    }

    Configuration read(YamlSection top) {
        TerminalProfile terminal = terminal(top.section("terminal"));
        YamlSection store = top.section("store");
        Path storeFolder = path(store, "folder", say("folder"), file -> !Files.exists(file) || Files.isDirectory(file));
        int queueMax = store.integer("queue_max", 1, QUEUE_MAX, QUEUE_DEFAULT);
        PassphraseSource passphrase = passphrase(store.section("passphrase"));
        store.end();
        YamlSection certificates = top.section("certificates");
        Path identity = path(certificates, "folder", say("folder-existing"), Files::isDirectory);
        Duration renewBefore =
                Duration.ofDays(certificates.integer("renew_days_before", 1, RENEW_DAYS_MAX, RENEW_DAYS_DEFAULT));
        certificates.end();
        Platform platform = platform(top.section("platform"));
        Policy policy = policy(top.section("policy"));
        YamlSection catalogue = top.optionalSection("catalogue");
        Path items = catalogue.present() ? path(catalogue, "file", say("file-existing"), Files::isRegularFile) : null;
        catalogue.end();
        Directory directory = directory(top.optionalSection("directory"));
        List<ReaderSettings> readers = readers(top);
        Api api = api(top.section("api"));
        OfflineLimits offline = offline(top.section("offline"));
        ClockLimits clock = clock(top.optionalSection("clock"));
        Deadlines deadlines = deadlines(top.optionalSection("deadlines"));
        ZoneId zone = zone(top);
        YamlSection uploading = top.optionalSection("upload");
        UploadLimits upload = upload(uploading);
        QueueAlarm alarm = alarm(uploading);
        uploading.end();
        TimeLimits timeLimits = timeLimits(top.optionalSection("time_limits"));
        Bearer bearer = bearer(top.optionalSection("followup"));
        top.end();
        return new Configuration(
                terminal,
                storeFolder,
                queueMax,
                passphrase,
                identity,
                renewBefore,
                platform,
                policy,
                items,
                directory,
                readers,
                api,
                offline,
                clock,
                deadlines,
                zone,
                upload,
                alarm,
                timeLimits,
                bearer);
    }

    private static TerminalProfile terminal(YamlSection section) {
        String code = section.text("institution_code", INSTITUTION, say("institution-code"));
        String name = section.text("institution_name", NAME, say("institution-name"));
        String type = section.text("institution_type", Pattern.compile("[12]"), say("institution-type"));
        String tier = section.text("tier", Pattern.compile("[0-3]"), say("tier"));
        String division = section.text("admdvs", DIVISION, say("admdvs"));
        String letter = section.text("letter", LETTER, say("letter"));
        section.end();
        return new TerminalProfile(
                new DesignatedInstitution(code, type, tier), name, letter.isEmpty() ? '?' : letter.charAt(0), division);
    }

    private PassphraseSource passphrase(YamlSection section) {
        if (section.has("file") == section.has("environment")) {
            return notFromOnePlace(section);
        }
        boolean inFile = section.has("file");
        PassphraseSource source = inFile
                ? new PassphraseSource.InFile(path(section, "file", say("file-existing"), Files::isRegularFile))
                : new PassphraseSource.InEnvironment(section.text("environment", VARIABLE, say("variable")));
        if (source.read(environment).isEmpty()) {
            section.fault(
                    inFile ? "file" : "environment",
                    Sentences.of("config.passphrase-missing", PassphraseSource.BYTES_MAX));
        }
        section.end();
        return source;
    }

    private static PassphraseSource notFromOnePlace(YamlSection section) {
        if (section.present()) {
            section.fault("environment", say("passphrase-one-source"));
        }
        section.optionalText("file", ANY, say("file-existing"));
        section.optionalText("environment", VARIABLE, say("variable"));
        section.end();
        return new PassphraseSource.InEnvironment("");
    }

    private static Platform platform(YamlSection section) {
        List<LineAddress> addresses = section.has("addresses") ? addresses(section) : List.of(address(section));
        Duration reconnect = seconds(section, "reconnect_seconds_max", DELAY_SECONDS_MAX, RECONNECT_SECONDS);
        LineSuites tls = section.optionalText("tls", SUITES, say("tls"))
                .flatMap(LineSuites::find)
                .orElse(LineSuites.SM_PREFERRED);
        section.end();
        return new Platform(addresses, reconnect, tls);
    }

    private static List<LineAddress> addresses(YamlSection section) {
        if (section.has("host") || section.has("port")) {
            section.fault("addresses", say("address-or-addresses"));
        }
        section.optionalText("host", ANY, say("address"));
        section.optionalText("port", ANY, say("address"));
        List<LineAddress> addresses = new ArrayList<>();
        for (String text : section.texts("addresses", ANY, say("address"))) {
            LineAddress.parse(text)
                    .ifPresentOrElse(
                            addresses::add,
                            () -> section.fault("addresses", Sentences.of("yaml.expected", say("address"))));
        }
        if (addresses.isEmpty() || addresses.size() > ADDRESSES_MAX) {
            section.fault("addresses", Sentences.of("config.address-count", ADDRESSES_MAX));
        }
        return List.copyOf(addresses);
    }

    private static LineAddress address(YamlSection section) {
        HostName host = host(section);
        return new LineAddress(host, section.integer("port", 1, LineAddress.PORT_MAX));
    }

    private static HostName host(YamlSection section) {
        String text = section.text("host", ANY, say("host"));
        try {
            return HostName.parse(text);
        } catch (CertsException noName) {
            if (!text.isEmpty()) {
                section.fault("host", Sentences.of("yaml.expected", say("host")));
            }
            return HostName.parse("localhost");
        }
    }

    private Policy policy(YamlSection section) {
        Path directory =
                path(section, "directory", say("folder"), file -> !Files.exists(file) || Files.isDirectory(file));
        List<Path> publishers = new ArrayList<>();
        List<String> files = section.texts("publishers", ANY, say("file-path"));
        if (section.present() && (files.isEmpty() || files.size() > PUBLISHERS_MAX)) {
            section.fault("publishers", Sentences.of("config.publisher-count", PUBLISHERS_MAX));
        }
        for (String text : files) {
            Path file = resolved(text);
            if (!Files.isRegularFile(file)) {
                section.fault("publishers", Sentences.of("config.no-file", text));
            }
            publishers.add(file);
        }
        section.end();
        return new Policy(directory, List.copyOf(publishers));
    }

    private static Directory directory(YamlSection section) {
        FetchLimits usual = FetchLimits.DEFAULT;
        int refresh = section.integer(
                "refresh_minutes", 1, REFRESH_MINUTES_MAX, (int) usual.refresh().toMinutes());
        int stale = section.integer(
                "stale_hours", 1, STALE_HOURS_MAX, (int) usual.staleAfter().toHours());
        Duration refreshed = Duration.ofMinutes(refresh);
        Duration staleAfter = Duration.ofHours(stale);
        if (staleAfter.compareTo(refreshed) < 0) {
            section.fault("stale_hours", say("stale-order"));
        }
        section.end();
        return new Directory(refreshed, staleAfter);
    }

    private static List<ReaderSettings> readers(YamlSection top) {
        List<ReaderSettings> readers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> devices = new HashSet<>();
        for (YamlSection section : top.sections("readers")) {
            ReaderSettings reader = reader(section);
            if (!reader.name().isEmpty() && !names.add(reader.name())) {
                section.fault("name", say("reader-name-twice"));
            }
            if (!reader.device().isEmpty() && !devices.add(reader.device())) {
                section.fault("device", say("reader-device-twice"));
            }
            readers.add(reader);
        }
        if (readers.size() > READERS_MAX) {
            top.fault("readers", Sentences.of("config.reader-count", READERS_MAX));
        }
        return List.copyOf(readers);
    }

    private static ReaderSettings reader(YamlSection section) {
        String name = section.text("name", READER, say("reader-name"));
        String kindText = section.text("kind", Pattern.compile("scanner|identity-card"), say("reader-kind"));
        boolean scanner = !kindText.equals("identity-card");
        String device = section.text("device", ANY, say("device"));
        int baud = section.integer("baud", BAUD_MIN, BAUD_MAX, scanner ? SCANNER_BAUD : IDENTITY_BAUD);
        boolean aim = scanner && section.flag("aim_identifiers", false);
        int bytes = scanner
                ? section.integer("line_bytes_max", LINE_BYTES_MIN, LINE_BYTES_MAX, LINE_BYTES_DEFAULT)
                : LINE_BYTES_DEFAULT;
        int pause = scanner
                ? section.integer("character_ms_max", CHARACTER_MS_MIN, CHARACTER_MS_MAX, CHARACTER_MS_DEFAULT)
                : CHARACTER_MS_DEFAULT;
        section.end();
        return new ReaderSettings(
                name,
                scanner ? ReaderSettings.Kind.SCANNER : ReaderSettings.Kind.IDENTITY_CARD,
                device,
                baud,
                aim,
                bytes,
                Duration.ofMillis(pause));
    }

    private Api api(YamlSection section) {
        int port = section.integer("port", 0, LineAddress.PORT_MAX);
        Path token = path(section, "token_file", say("file"), file -> !Files.exists(file) || Files.isRegularFile(file));
        section.end();
        return new Api(port, token);
    }

    private static OfflineLimits offline(YamlSection section) {
        boolean allowed = section.flag("allowed", false);
        if (allowed && !section.has("sale_yuan_max")) {
            section.fault("sale_yuan_max", say("offline-limit"));
        }
        BigDecimal perSale =
                section.decimal("sale_yuan_max", OFFLINE_YUAN_MAX, 2).orElse(BigDecimal.ZERO);
        Amount perPersonDay = offlineSum(section, "person_day_yuan_max");
        Amount terminal = offlineSum(section, "terminal_yuan_max");
        int hours = section.integer("snapshot_hours_max", 1, SNAPSHOT_HOURS_MAX, 24);
        int contact = section.integer("contact_hours_max", 1, CONTACT_HOURS_MAX, CONTACT_HOURS_DEFAULT);
        Set<String> credentials = section.has("credentials")
                ? Set.copyOf(section.texts("credentials", OFFLINE_CREDENTIAL, say("offline-credential")))
                : Set.of(Credential.IDENTITY_NUMBER);
        Set<String> excluded = Set.copyOf(section.texts("excluded_med_types", MED_TYPE, say("med-type")));
        boolean freshStopList = section.flag("fresh_stop_list", false);
        section.end();
        return new OfflineLimits(
                allowed,
                Amount.ofYuan(perSale),
                perPersonDay,
                terminal,
                Duration.ofHours(hours),
                Duration.ofHours(contact),
                credentials,
                excluded,
                freshStopList);
    }

    private static Amount offlineSum(YamlSection section, String key) {
        return Amount.ofYuan(section.decimal(key, OFFLINE_YUAN_MAX, 2).orElse(OFFLINE_YUAN_MAX));
    }

    private static ClockLimits clock(YamlSection section) {
        ClockLimits usual = ClockLimits.DEFAULT;
        Duration step = minutes(section, "step_minutes_max", usual.step());
        Duration platform = minutes(section, "platform_minutes_max", usual.platform());
        section.end();
        return new ClockLimits(step, platform);
    }

    private static Duration minutes(YamlSection section, String key, Duration otherwise) {
        return Duration.ofMinutes(section.integer(key, 1, CLOCK_MINUTES_MAX, (int) otherwise.toMinutes()));
    }

    private static Deadlines deadlines(YamlSection section) {
        Duration person = seconds(section, "person_seconds", SECONDS_MAX, 5);
        Duration settle = seconds(section, "settle_seconds", SECONDS_MAX, 8);
        Duration credential = seconds(section, "credential_life_seconds", LIFE_SECONDS_MAX, 600);
        Duration quote = seconds(section, "quote_life_seconds", LIFE_SECONDS_MAX, 600);
        section.end();
        return new Deadlines(person, settle, credential, quote);
    }

    private static UploadLimits upload(YamlSection section) {
        UploadLimits usual = UploadLimits.DEFAULT;
        int inFlight = section.integer("in_flight_max", 1, IN_FLIGHT_MAX, usual.inFlightMax());
        Duration first = seconds(section, "first_delay_seconds", DELAY_SECONDS_MAX, (int)
                usual.firstDelay().toSeconds());
        Duration most = seconds(section, "delay_seconds_max", DELAY_SECONDS_MAX, (int)
                usual.delayMax().toSeconds());
        Duration answer = seconds(section, "answer_seconds", SECONDS_MAX, (int)
                usual.answerDeadline().toSeconds());
        if (most.compareTo(first) < 0) {
            section.fault("delay_seconds_max", say("delay-order"));
        }
        return new UploadLimits(inFlight, first, most, answer);
    }

    private static Bearer bearer(YamlSection section) {
        String named = section.optionalText("difference_borne_by", BEARER, say("bearer"))
                .orElse("operator");
        section.end();
        return Bearer.valueOf(named.toUpperCase(Locale.ROOT));
    }

    private static QueueAlarm alarm(YamlSection section) {
        QueueAlarm usual = QueueAlarm.DEFAULT;
        int hours = section.integer(
                "overdue_hours", 1, OVERDUE_HOURS_MAX, (int) usual.age().toHours());
        int attempts = section.integer("overdue_attempts", 1, OVERDUE_ATTEMPTS_MAX, usual.attempts());
        return new QueueAlarm(Duration.ofHours(hours), attempts);
    }

    private TimeLimits timeLimits(YamlSection section) {
        if (!section.present()) {
            return TimeLimitsFile.builtIn();
        }
        Path file = path(section, "file", say("file-existing"), Files::isRegularFile);
        YamlFaults faults = new YamlFaults();
        TimeLimits limits = Files.isRegularFile(file) ? TimeLimitsFile.load(file, faults) : TimeLimitsFile.builtIn();
        faults.all().forEach(fault -> section.fault("file", fault.toString()));
        section.end();
        return limits;
    }

    private static Duration seconds(YamlSection section, String key, int max, int otherwise) {
        return Duration.ofSeconds(section.integer(key, 1, max, otherwise));
    }

    private static ZoneId zone(YamlSection top) {
        String text = top.optionalText("zone", ANY, say("zone")).orElse("Asia/Shanghai");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            top.fault("zone", say("zone-unknown"));
            return ZoneId.of("Asia/Shanghai");
        }
    }

    private Path path(YamlSection section, String key, String expected, Predicate<Path> fits) {
        String text = section.text(key, ANY, expected);
        if (text.isEmpty()) {
            return folder;
        }
        Path path = resolved(text);
        if (!fits.test(path)) {
            section.fault(key, Sentences.of("config.path", expected, text));
        }
        return path;
    }

    private static String say(String key) {
        return Sentences.of("config." + key);
    }

    private Path resolved(String text) {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException notHere) {
            return folder.resolve("invalid-path");
        }
    }
}
