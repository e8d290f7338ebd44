package org.yibao.acceptance.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A terminal in a process of its own, started as a technician would, with all it says in its folder. */
final class TerminalProcess implements AutoCloseable {
    private static final Duration READY_WAIT = Duration.ofSeconds(60);
    private static final Duration END_WAIT = Duration.ofSeconds(10);

    private final Process process;
    private final String ready;
    private final long startMillis;

    private TerminalProcess(Process process, String ready, long startMillis) {
        this.process = process;
        this.ready = ready;
        this.startMillis = startMillis;
    }

    /**
     * Returns once the terminal says that it is ready.
     *
     * @param folder gets what the terminal writes to its streams
     */
    static TerminalProcess start(String mainClass, Path configuration, Path folder) {
        long from = System.nanoTime();
        try {
            Process process = launch(mainClass, configuration, folder);
            String line = firstLine(process, folder.resolve("terminal.log"), folder.resolve("terminal.out"));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
            return new TerminalProcess(process, line, millis);
        } catch (IOException failed) {
            throw new DemoFailure("a terminal could not be started", failed);
        }
    }

    /** Starts a terminal and kills it after so long, ready or not. */
    static void startAndKill(String mainClass, Path configuration, Path folder, Duration life) {
        try {
            Process process = launch(mainClass, configuration, folder);
            process.waitFor(life.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", interrupted);
        } catch (IOException failed) {
            throw new DemoFailure("a terminal could not be started", failed);
        }
    }

    private static Process launch(String mainClass, Path configuration, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass,
                "run",
                "--config",
                configuration.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("terminal.log").toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .start();
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /** What follows it goes to {@code rest} for as long as the process lives. */
    private static String firstLine(Process process, Path log, Path rest) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread reading = new Thread(
                () -> {
                    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                            Writer copy = Files.newBufferedWriter(
                                    rest, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                        line.complete(String.valueOf(reader.readLine()));
                        reader.transferTo(copy);
                    } catch (IOException ended) {
                        line.completeExceptionally(ended);
                    }
                },
                "terminal-output");
        reading.setDaemon(true);
        reading.start();
        try {
            String said = line.get(READY_WAIT.toSeconds(), TimeUnit.SECONDS);
            DemoFailure.unless(!said.equals("null"), "a terminal ended before it was ready, see " + log);
            return said;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", interrupted);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
            process.destroyForcibly();
            throw new DemoFailure("a terminal did not become ready, see " + log, late);
        }
    }

    /** What it said when it was ready. */
    String readyLine() {
        return ready;
    }

    long startMillis() {
        return startMillis;
    }

    /** Ends it as a power cut would: SIGKILL where there are signals. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            DemoFailure.unless(
                    process.waitFor(END_WAIT.toSeconds(), TimeUnit.SECONDS), "a terminal process did not end");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            awaitEnd();
        }
    }
}
