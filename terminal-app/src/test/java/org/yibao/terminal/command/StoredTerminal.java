package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yibao.certs.Authorities;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.settlement.testing.StorePorts;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.TestPublisher;

/** The files of an enrolled terminal in a folder, for testing: its store is a real one, its publisher its own. */
record StoredTerminal(Path folder, TestPublisher publisher, Authorities authorities) {
    private static final String INSTITUTION = "P37010200001";

    /** {@code terminal.yaml} of a terminal whose files have their usual names and whose platform nobody plays. */
    static final String CONFIGURATION = """
            terminal: {institution_code: P37010200001, institution_name: 试验药店, institution_type: "2", tier: "0", admdvs: "370102", letter: A}
            store: {folder: data, passphrase: {file: passphrase}}
            certificates: {folder: certs}
            platform: {host: 127.0.0.1, port: 9}
            policy: {directory: policy, publishers: [publishers.pem]}
            catalogue: {file: catalogue.yaml}
            api: {port: 0, token_file: token}
            offline: {allowed: false}
            """;

    static StoredTerminal in(Path folder) throws IOException {
        Instant now = Instant.now();
        Validity validity = new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        StoredTerminal terminal = new StoredTerminal(
                folder, TestPublisher.at(now, Duration.ofDays(2)), Authorities.create("test only", validity));
        Files.writeString(folder.resolve("passphrase"), "correct horse\n");
        terminal.enrolling("init");
        Path request = folder.resolve("request.der");
        terminal.enrolling("request", "--out", request.toString());
        terminal.install(request, validity);
        Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
        Files.write(
                folder.resolve("publishers.pem"), terminal.publisher.anchors().encodePem());
        Files.writeString(folder.resolve("terminal.yaml"), CONFIGURATION);
        return terminal;
    }

    /** The authorities grant a request, and the terminal installs their answer. */
    void install(Path request, Validity validity) throws IOException {
        byte[] answer = authorities
                .enrol(
                        EnrolmentRequest.decode(Files.readAllBytes(request)),
                        new TerminalName(INSTITUTION, 'A'),
                        validity)
                .encode();
        enrolling("install", Files.write(folder.resolve("answer.der"), answer).toString());
    }

    private void enrolling(String what, String... more) {
        Ended ended = certs(
                what,
                Stream.concat(Stream.of("--institution", INSTITUTION), Stream.of(more))
                        .toArray(String[]::new));
        assertEquals(ExitCode.OK, ended.exit(), ended.printed());
    }

    /** {@code certs …} on this terminal's folder, with its passphrase. */
    Ended certs(String what, String... more) {
        Stream<String> usual = Stream.of(
                "certs",
                what,
                "--folder",
                folder.resolve("certs").toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString());
        return run(
                InputStream.nullInputStream(),
                Stream.concat(usual, Stream.of(more)).toList());
    }

    Configuration configuration() {
        return Configuration.load(folder.resolve("terminal.yaml"), Map.of());
    }

    void inStore(Consumer<SqliteStore> work) {
        Configuration configuration = configuration();
        try (SqliteStore store = Terminal.openStore(configuration, Map.of(), Clock.system(configuration.zone()))) {
            work.accept(store);
        }
    }

    static StorePorts ports(SqliteStore store) {
        return new StorePorts(store.ids(), store.settlements(), store.outbox(), store.persons(), store.journal());
    }

    /** {@code policy …} with this terminal's configuration. */
    Ended policy(String... arguments) {
        return policy(InputStream.nullInputStream(), arguments);
    }

    /** The same, with something to read. */
    Ended policy(InputStream input, String... arguments) {
        Stream<String> configured =
                Stream.of("--config", folder.resolve("terminal.yaml").toString());
        return run(
                input,
                Stream.concat(Stream.concat(Stream.of("policy"), Stream.of(arguments)), configured)
                        .toList());
    }

    private static Ended run(InputStream input, List<String> arguments) {
        return Ended.of(input, arguments.toArray(String[]::new));
    }
}
