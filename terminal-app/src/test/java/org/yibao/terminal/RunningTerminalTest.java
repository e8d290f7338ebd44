package org.yibao.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.certs.Authorities;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.TerminalName;
import org.yibao.certs.Validity;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.command.ExitCode;
import org.yibao.terminal.policy.TestPublisher;

/** The terminal as a technician installs it: keys made by the command line, a process of its own. */
final class RunningTerminalTest {
    private static final String INSTITUTION = "P37010200001";
    private static final long PATIENCE_SECONDS = 120;
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void enrolledTerminal() throws IOException {
        Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        assertEquals(ExitCode.OK, certs("init").exit());
        Path request = folder.resolve("request.der");
        assertEquals(ExitCode.OK, certs("request", "--out", request.toString()).exit());
        Instant now = Instant.now();
        Validity validity = new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        Authorities authorities = Authorities.create("test only", validity);
        byte[] answer = authorities
                .enrol(
                        EnrolmentRequest.decode(Files.readAllBytes(request)),
                        new TerminalName(INSTITUTION, 'A'),
                        validity)
                .encode();
        Path answered = Files.write(folder.resolve("answer.der"), answer);
        assertEquals(ExitCode.OK, certs("install", answered.toString()).exit());
        Files.writeString(
                folder.resolve("catalogue.yaml"),
                "items: [{code: X, name: x, list_type: \"101\", chrgitm_lv: \"01\", from: 2020-01-01}]\n");
        Files.write(
                folder.resolve("publishers.pem"),
                authorities.signing().anchors().encodePem());
        Files.write(
                folder.resolve("publisher.p12"),
                authorities
                        .signing()
                        .issuePublisher(TestPublisher.NAME, validity)
                        .encode(PASSPHRASE.toCharArray()));
        configure("data", "letter: A");
        Path table = folder.resolve("jinan-in-force.yaml");
        assertEquals(
                ExitCode.OK,
                policy(
                                "sign",
                                "jinan-in-force",
                                "--out",
                                folder.toString(),
                                "--key",
                                folder.resolve("publisher.p12").toString(),
                                "--passphrase-file",
                                folder.resolve("passphrase").toString())
                        .exit());
        assertEquals(ExitCode.OK, shelf("install", table.toString()).exit());
        assertEquals(
                ExitCode.OK,
                shelf("activate", "jinan-in-force", "--on", today()).exit());
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
    }

    private Ended policy(String... arguments) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(arguments));
        return inProcess(all.toArray(String[]::new));
    }

    private Ended shelf(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("terminal.yaml").toString()));
        return policy(all.toArray(String[]::new));
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    /** The line is down: nobody listens at port 9 of this machine. The scanner is missing. */
    private Path configure(String store, String letter) throws IOException {
        return Files.writeString(folder.resolve("terminal.yaml"), """
                terminal: {institution_code: P37010200001, institution_name: 试验药店, institution_type: "2", tier: "0", admdvs: "370102", %s}
                store: {folder: %s, passphrase: {file: passphrase}}
                certificates: {folder: certs}
                platform: {host: 127.0.0.1, port: 9}
                policy: {directory: policy, publishers: [publishers.pem]}
                catalogue: {file: catalogue.yaml}
                readers: [{name: scanner, kind: scanner, device: no-such-device}]
                api: {port: 0, token_file: token}
                offline: {allowed: true, sale_yuan_max: 100, snapshot_hours_max: 24}
                deadlines: {settle_seconds: 1}
                """.formatted(letter, store));
    }

    private record Ended(int exit, String text) {}

    private Ended certs(String what, String... more) {
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
        return inProcess(arguments.toArray(String[]::new));
    }

    private static Ended inProcess(String... arguments) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(text, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(InputStream.nullInputStream(), print, print))
                .execute(arguments);
        return new Ended(exit, text.toString(StandardCharsets.UTF_8));
    }

    private Ended refusedStart() {
        return inProcess("run", "--config", folder.resolve("terminal.yaml").toString());
    }

    private Process start() throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.yibao.terminal.command.Main",
                        "run",
                        "--config",
                        folder.resolve("terminal.yaml").toString())
                .redirectError(folder.resolve("log").toFile())
                .start();
        started.add(process);
        return process;
    }

    private Process ready() throws IOException {
        Process process = start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        assertTrue(line != null && line.matches("就绪 http://127\\.0\\.0\\.1:\\d+"), () -> {
            try {
                return line + "\n" + Files.readString(folder.resolve("log"));
            } catch (IOException none) {
                return String.valueOf(line);
            }
        });
        return process;
    }

    private JsonNode address() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("data/address.json").toFile());
    }

    private int exitOf(Process process) throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void itStartsWithoutLineAndReadersServesOneStoreAloneAndStopsCleanly() throws Exception {
        Process first = ready();
        JsonNode address = address();
        assertEquals(first.pid(), address.get("pid").asLong());
        Path token = Path.of(address.get("token_file").asText());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
        HttpRequest health = HttpRequest.newBuilder(
                        URI.create(address.get("address").asText() + "/health"))
                .header("Authorization", "Bearer " + Files.readString(token).strip())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(health, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"line\":\"OFFLINE\""), answer.body());

        Ended second = refusedStart();
        assertEquals(ExitCode.STORE_IN_USE, second.exit());
        assertTrue(second.text().startsWith("STORE_IN_USE 本机的结算程序已经在运行"), second.text());
        assertEquals(first.pid(), address().get("pid").asLong(), "the running one's address is left alone");
        assertEquals(
                ExitCode.STORE_IN_USE,
                inProcess(
                                "journal",
                                "verify",
                                "--config",
                                folder.resolve("terminal.yaml").toString())
                        .exit());

        first.destroy();
        assertEquals(143, exitOf(first));
        assertFalse(Files.exists(folder.resolve("data/address.json")));
        assertTrue(Files.readString(folder.resolve("log")).contains("已停止"));
        Ended verified = inProcess(
                "journal", "verify", "--config", folder.resolve("terminal.yaml").toString());
        assertEquals(ExitCode.OK, verified.exit(), verified.text());

        Process again = ready();
        again.destroyForcibly();
        exitOf(again);
        assertTrue(Files.exists(folder.resolve("data/address.json")), "a killed one leaves it behind");
        Process afterKill = ready();
        assertEquals(afterKill.pid(), address().get("pid").asLong());
    }

    private void assertRefused(String code) {
        Ended ended = refusedStart();
        assertTrue(ended.text().startsWith(code + " "), ended.text());
        assertTrue(ended.text().codePoints().anyMatch(c -> c > 0x4e00), ended.text());
        assertFalse(ended.text().contains("\tat "), ended.text());
        assertEquals(ExitCode.CANNOT_START, ended.exit());
    }

    @Test
    void aWrongPassphraseIsSaid() throws IOException {
        Files.writeString(folder.resolve("passphrase"), "wrong horse");
        assertRefused("PASSPHRASE_WRONG");
    }

    @Test
    void aBrokenOrMissingCertificateIsSaid() throws IOException {
        Path signing = folder.resolve("certs/signing.p12");
        byte[] sound = Files.readAllBytes(signing);
        Files.write(signing, new byte[] {1, 2, 3});
        assertRefused("CERTIFICATE_UNUSABLE");
        Files.delete(signing);
        assertRefused("CERTIFICATE_UNUSABLE");
        Files.write(signing, sound);
        configure("data", "letter: B");
        assertRefused("CERTIFICATE_UNUSABLE");
    }

    @Test
    void smOnlyWithoutItsKeyIsSaidAndSmPreferredStarts() throws Exception {
        Files.delete(folder.resolve("certs/line-sm.p12"));
        Files.delete(folder.resolve("certs/line-sm-anchors.pem"));
        Path file = folder.resolve("terminal.yaml");
        String sound = Files.readString(file);
        Files.writeString(file, sound.replace("port: 9}", "port: 9, tls: sm-only}"));
        assertRefused("CERTIFICATE_UNUSABLE");
        assertTrue(
                refusedStart().text().contains("没有国密线路密钥 line-sm.p12"),
                refusedStart().text());
        Files.writeString(file, sound);
        ready();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(folder.resolve("a-file"), "");
        configure("a-file/data", "letter: A");
        assertRefused("STORE_FOLDER_UNUSABLE");
    }

    @Test
    void aStoreThatIsNoneOrWhoseKeyIsGoneIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/terminal.db"), "this is no store at all".repeat(100));
        assertRefused("STORE_KEY_MISSING");
        Files.write(folder.resolve("certs/store.key"), new byte[32]);
        assertRefused("STORE_DAMAGED");
    }

    @Test
    void aTakenPortIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Path file = folder.resolve("terminal.yaml");
            Files.writeString(
                    file, Files.readString(file).replace("api: {port: 0", "api: {port: " + taken.getLocalPort()));
            assertRefused("API_PORT_UNAVAILABLE");
        }
    }

    @Test
    void withoutASignedAndActiveTableItDoesNotStart() throws IOException {
        Path file = folder.resolve("terminal.yaml");
        String sound = Files.readString(file);
        Files.writeString(file, sound.replace("directory: policy", "directory: other"));
        assertRefused("POLICY_NONE_ACTIVE");
        assertTrue(
                refusedStart().text().contains("policy activate"),
                refusedStart().text());
        Files.writeString(file, sound);
        try (Stream<Path> tables = Files.list(folder.resolve("policy"))) {
            for (Path table : tables.filter(t -> t.toString().endsWith(".yaml")).toList()) {
                Files.writeString(table, Files.readString(table) + "# edited\n");
            }
        }
        assertRefused("POLICY_FILE_CHANGED");
    }

    @Test
    void aBrokenCatalogueIsSaidWithEveryDefect() throws IOException {
        Files.writeString(folder.resolve("catalogue.yaml"), "items: [{code: X}]\n");
        assertRefused("CATALOGUE_INVALID");
    }

    @Test
    void aConfigurationWithFaultsListsThem() throws IOException {
        Path file = folder.resolve("terminal.yaml");
        Files.writeString(
                file, Files.readString(file).replace("port: 9", "port: 0").replace("tier: \"0\"", "tier: 7"));
        Ended ended = refusedStart();
        assertEquals(ExitCode.WRONG_CALL, ended.exit());
        assertTrue(ended.text().startsWith("CONFIGURATION_INVALID "), ended.text());
        assertEquals(3, ended.text().lines().count(), ended.text());
    }

    @Test
    void keysAreNeverOverwritten() {
        Ended again = certs("init");
        assertEquals(ExitCode.CANNOT_START, again.exit());
        assertTrue(again.text().contains("不会覆盖"), again.text());
    }

    @Test
    void aForeignAnswerIsNotInstalled() throws IOException {
        Path nonsense = Files.write(folder.resolve("nonsense.der"), new byte[] {0x30, 0});
        assertEquals(
                ExitCode.CANNOT_START, certs("install", nonsense.toString()).exit());
    }
}
