package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yibao.certs.Authorities;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.settlement.testing.StorePorts;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.TestPublisher;

/** An enrolled terminal in a folder, stopped, whose store commands may open. */
final class StoppedTerminal {
    private static final String INSTITUTION = "P37010200001";
    private static final String PASSPHRASE = "correct horse";

    private final Path folder;

    private StoppedTerminal(Path folder) {
        this.folder = folder;
    }

    /** The file of its configuration. */
    String config() {
        return folder.resolve("terminal.yaml").toString();
    }

    static StoppedTerminal at(Path folder) throws IOException {
        StoppedTerminal terminal = new StoppedTerminal(folder);
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        Instant now = Instant.now();
        Validity validity = new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        terminal.certs("init");
        Path request = folder.resolve("request.der");
        terminal.certs("request", "--out", request.toString());
        byte[] answer = Authorities.create("test only", validity)
                .enrol(
                        EnrolmentRequest.decode(Files.readAllBytes(request)),
                        new TerminalName(INSTITUTION, 'A'),
                        validity)
                .encode();
        terminal.certs(
                "install", Files.write(folder.resolve("answer.der"), answer).toString());
        Files.writeString(folder.resolve("catalogue.yaml"), "items: []\n");
        Files.write(
                folder.resolve("publishers.pem"),
                TestPublisher.at(now, Duration.ofDays(2)).anchors().encodePem());
        Files.writeString(folder.resolve("terminal.yaml"), """
                terminal: {institution_code: P37010200001, institution_name: 试验药店, institution_type: "2", tier: "0", admdvs: "370102", letter: A}
                store: {folder: data, passphrase: {file: passphrase}}
                certificates: {folder: certs}
                platform: {host: 127.0.0.1, port: 9}
                policy: {directory: policy, publishers: [publishers.pem]}
                catalogue: {file: catalogue.yaml}
                api: {port: 0, token_file: token}
                offline: {allowed: false}
                """);
        return terminal;
    }

    private void certs(String what, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "certs",
                what,
                "--folder",
                folder.resolve("certs").toString(),
                "--institution",
                INSTITUTION,
                "--passphrase-file",
                folder.resolve("passphrase").toString()));
        arguments.addAll(List.of(more));
        PrintStream print = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertEquals(
                ExitCode.OK,
                CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                        .execute(arguments.toArray(String[]::new)));
    }

    void inStore(Consumer<SqliteStore> work) {
        Map<String, String> environment = Map.of();
        Configuration configuration = Configuration.load(Path.of(config()), environment);
        try (SqliteStore store = Terminal.openStore(configuration, environment, Clock.system(configuration.zone()))) {
            work.accept(store);
        }
    }

    static StorePorts ports(SqliteStore store) {
        return new StorePorts(store.ids(), store.settlements(), store.outbox(), store.persons(), store.journal());
    }
}
