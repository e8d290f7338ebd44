package org.yibao.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.yibao.certs.LineSuites;
import org.yibao.platform.control.ControlClient;
import org.yibao.platform.control.PlatformAddress;
import org.yibao.settlement.MessageId;

/** The platform as a process of its own, in a folder that outlives it. */
final class PlatformProcess implements AutoCloseable {
    private static final String LOG = "platform.log";
    private static final long PATIENCE_SECONDS = 20;
    private static final long LOOK_MILLIS = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Process process;
    private final String ready;

    private PlatformProcess(Path folder, Process process, String ready) {
        this.folder = folder;
        this.process = process;
        this.ready = ready;
    }

    static PlatformProcess start(Path folder) {
        return start(folder, LineSuites.SM_PREFERRED);
    }

    /** Returns once it listens. */
    static PlatformProcess start(Path folder, LineSuites suites) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.yibao.platform.cli.PlatformMain",
                            "run",
                            "--dir",
                            folder.toString(),
                            "--tls",
                            suites.text(),
                            "--enrol-port",
                            "0")
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()))
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            return new PlatformProcess(folder, process, String.valueOf(out.readLine()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What it said when it was ready. */
    String ready() {
        return ready;
    }

    int port() {
        return PlatformAddress.load(folder).port();
    }

    int enrolPort() {
        return PlatformAddress.load(folder).enrolPort().orElseThrow();
    }

    /** What somebody does at the desk of the same folder, beside the process. */
    <T> T atEnrolmentDesk(Function<EnrolmentDesk, T> work) {
        return atEnrolmentDesk(folder, Instant.now(), work);
    }

    private static <T> T atEnrolmentDesk(Path folder, Instant at, Function<EnrolmentDesk, T> work) {
        PlatformSettings settings =
                PlatformSettings.demo(folder, 0, Passphrase.loadOrDraw(folder), InstantSource.fixed(at));
        return ReferencePlatform.atEnrolmentDesk(settings, work);
    }

    /** Clinics of one institution, enrolled now. */
    List<TestTerminal> enrolled(char... letters) {
        return enrolled(folder, Instant.now(), letters);
    }

    /** The same at any instant, also before a process ran there. */
    static List<TestTerminal> enrolled(Path folder, Instant at, char... letters) {
        return atEnrolmentDesk(folder, at, desk -> {
            List<TestTerminal> terminals = new ArrayList<>();
            for (char letter : letters) {
                terminals.add(TestTerminal.clinic(letter, "2", desk::enrol, at));
            }
            return terminals;
        });
    }

    JsonNode tell(String... words) {
        try {
            return JSON.readTree(new ControlClient(PlatformAddress.load(folder)).tell(List.of(words)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** How each settlement of a terminal stands, in the order in which they were booked. */
    List<String> states(TestTerminal terminal) {
        List<String> states = new ArrayList<>();
        for (JsonNode row : tell("settlements")) {
            MessageId id = MessageId.parse(row.path("msgid").asText());
            boolean ours = id.value().startsWith(terminal.name().institutionCode());
            if (ours && id.terminal() == terminal.name().letter()) {
                states.add(row.path("state").asText());
            }
        }
        return states;
    }

    /** Waits until a terminal's settlements are booked, answered or not. */
    void awaitSettlements(TestTerminal terminal, int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (states(terminal).size() < count) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("not booked: " + states(terminal));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
    }

    /** The codes of the alarms that a terminal's messages raised. */
    List<String> alarms(TestTerminal terminal) {
        List<String> codes = new ArrayList<>();
        for (JsonNode row : tell("alarms")) {
            if (row.path("terminal").asText().equals(terminal.name().toString())) {
                codes.add(row.path("code").asText());
            }
        }
        return codes;
    }

    /** What it wrote to its log, all runs in this folder. */
    String log() {
        try {
            return Files.readString(folder.resolve(LOG));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends it as a power cut would. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, as the operating system does. */
    void end() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the platform did not end");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
