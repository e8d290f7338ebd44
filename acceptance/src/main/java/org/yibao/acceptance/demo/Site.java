package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.settlement.TerminalProfile;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;

/**
 * One institution with its terminal: a folder with configuration, keys, certificates and store, the process, and
 * the counter in front of it.
 */
final class Site implements AutoCloseable {
    private static final int SECRET_BYTES = 24;
    private static final String CATALOGUE = "demo-catalogue.yaml";
    private static final String PUBLISHERS = "policy-publishers.pem";
    private static final String TECHNICIAN = "赵技术";

    /** Whom the tables that ship name. */
    private static final String PUBLISHER = "yibao-terminal";

    private final Path folder;
    private final TerminalProfile profile;
    private final String readers;
    private final Limits limits;
    private @Nullable TerminalProcess process;
    private @Nullable Counter counter;

    /** @param readers the {@code readers} part of the configuration, YAML */
    private Site(Path folder, TerminalProfile profile, String readers, Limits limits) {
        this.folder = folder;
        this.profile = profile;
        this.readers = readers;
        this.limits = limits;
    }

    /**
     * What differs between the sites of the demo and of the tests.
     *
     * @param settleSeconds how long the till waits for the platform's answer
     * @param answerSeconds how long an answer is awaited before the message goes again
     * @param queueMax how many messages may wait
     */
    record Limits(int settleSeconds, int answerSeconds, int queueMax) {
        static final Limits USUAL = new Limits(8, 15, 10_000);
    }

    /** Makes keys and certificates, has the platform enrol the terminal, and writes its configuration. */
    static Site enrolled(
            Path folder, TerminalProfile profile, String readers, Limits limits, ReferencePlatform platform) {
        Site site = new Site(folder, profile, readers, limits);
        try {
            Files.createDirectories(folder);
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            Files.writeString(
                    site.passphrase(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
            try (var catalogue = Site.class.getResourceAsStream(CATALOGUE)) {
                Files.write(folder.resolve(CATALOGUE), catalogue.readAllBytes());
            }
            site.enrol(platform);
            Files.write(
                    folder.resolve(PUBLISHERS),
                    platform.enrolment().publisherAnchors().encodePem());
            site.pointAt(platform.address());
            site.activatePolicy(platform);
            return site;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As {@code certs init}, {@code request} and {@code install} do, with the platform's desk in between. */
    private void enrol(ReferencePlatform platform) throws IOException {
        char[] secret = Files.readString(passphrase()).toCharArray();
        TerminalEnrolment enrolment =
                TerminalEnrolment.begin(profile.institution().code());
        EnrolmentAnswer answer = platform.enrolment().enrol(profile, enrolment.request());
        TerminalIdentity identity = enrolment.complete(answer, Instant.now());
        Path certs = Files.createDirectories(folder.resolve("certs"));
        for (Map.Entry<String, byte[]> file : identity.files(secret).contents().entrySet()) {
            Files.write(certs.resolve(file.getKey()), file.getValue());
        }
    }

    /** Signs the tables that ship with a publisher's key that exists only here, and has the terminal use them. */
    private void activatePolicy(ReferencePlatform platform) throws IOException {
        Path key = folder.resolve("publisher.p12");
        char[] secret = Files.readString(passphrase()).toCharArray();
        Files.write(key, platform.enrolment().publisher(PUBLISHER).encode(secret));
        Path signed = folder.resolve("signed");
        List<String> sign = new ArrayList<>(List.of("policy", "sign"));
        List<String> install = new ArrayList<>(List.of("policy", "install"));
        for (String id : PlatformSettings.DEMO_BUNDLES) {
            sign.add(id);
            install.add(signed.resolve(id + ".yaml").toString());
        }
        sign.addAll(List.of(
                "--key", key.toString(), "--passphrase-file", passphrase().toString()));
        sign.addAll(List.of("--out", signed.toString()));
        command(sign);
        Files.delete(key);
        install.addAll(List.of("--config", configuration().toString(), "--by", TECHNICIAN));
        command(install);
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        command(List.of(
                "policy",
                "activate",
                String.join(",", PlatformSettings.DEMO_BUNDLES),
                "--on",
                today,
                "--config",
                configuration().toString(),
                "--by",
                TECHNICIAN));
    }

    private static void command(List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(arguments.toArray(String[]::new));
        DemoFailure.unless(exit == ExitCode.OK, said.toString(StandardCharsets.UTF_8));
    }

    /** Writes the configuration, for a platform at this address; read at the next start. */
    void pointAt(InetSocketAddress platform) {
        try {
            Files.writeString(configuration(), yaml(platform), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    TerminalProfile profile() {
        return profile;
    }

    TerminalKey key() {
        return new TerminalKey(profile.institution().code(), profile.letter());
    }

    Path folder() {
        return folder;
    }

    Counter counter() {
        if (counter == null) {
            throw new IllegalStateException("the terminal does not run");
        }
        return counter;
    }

    TerminalProcess process() {
        if (process == null) {
            throw new IllegalStateException("the terminal does not run");
        }
        return process;
    }

    /** Starts the terminal, with a till of this cashier in front of it. */
    void open(String mainClass, String operator, String operatorName) {
        process = TerminalProcess.start(mainClass, configuration(), folder);
        try {
            JsonNode address = new ObjectMapper()
                    .readTree(folder.resolve("store").resolve("address.json").toFile());
            String token = Files.readString(folder.resolve("token")).strip();
            Till till = new Till(URI.create(address.path("address").asText()), token, operator, operatorName, "till-1");
            counter = new Counter(till);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts the terminal and kills it after so long, ready or not. */
    void openAndKill(String mainClass, Duration life) {
        TerminalProcess.startAndKill(mainClass, configuration(), folder, life);
    }

    boolean isOnline() {
        return counter().till().get("/health").body().path("line").asText().equals("ONLINE");
    }

    void awaitLine(boolean online) {
        Patience.await(() -> isOnline() == online, "the line did not become " + (online ? "online" : "offline"));
    }

    private Path passphrase() {
        return folder.resolve("passphrase");
    }

    Path configuration() {
        return folder.resolve("terminal.yaml");
    }

    private String yaml(InetSocketAddress platform) {
        return """
                terminal:
                  institution_code: %s
                  institution_name: %s
                  institution_type: "%s"
                  tier: "%s"
                  admdvs: "%s"
                  letter: %s
                store:
                  folder: store
                  queue_max: %d
                  passphrase:
                    file: passphrase
                certificates:
                  folder: certs
                platform:
                  host: 127.0.0.1
                  port: %d
                  reconnect_seconds_max: 1
                policy:
                  directory: policy
                  publishers: [%s]
                catalogue:
                  file: %s
                readers:
                %sapi:
                  port: 0
                  token_file: token
                offline:
                  allowed: true
                  sale_yuan_max: 500.00
                  snapshot_hours_max: 24
                deadlines:
                  settle_seconds: %d
                upload:
                  answer_seconds: %d
                """.formatted(
                        profile.institution().code(),
                        profile.institutionName(),
                        profile.institution().type(),
                        profile.institution().tier(),
                        profile.admdvs(),
                        profile.letter(),
                        limits.queueMax(),
                        platform.getPort(),
                        PUBLISHERS,
                        CATALOGUE,
                        readers.indent(2),
                        limits.settleSeconds(),
                        limits.answerSeconds());
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
