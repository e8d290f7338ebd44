package org.yibao.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The library of {@code disk.c}, compiled here, and processes that have it between them and the disk. */
final class FaultyDisk {
    private static final int CONTROL_BYTES = 32;

    private final Path library;

    private FaultyDisk(Path library) {
        this.library = library;
    }

    /** Skips the test where there is no C compiler, visibly; where the build's word counts, that is a failure. */
    static FaultyDisk compiled(Path folder) throws IOException, InterruptedException {
        boolean linux = "Linux".equals(System.getProperty("os.name"));
        required(linux && Files.isExecutable(Path.of("/usr/bin/cc")), "no Linux with a C compiler");
        Path source = folder.resolve("disk.c");
        try (InputStream text = FaultyDisk.class.getResourceAsStream("disk.c")) {
            Files.write(source, Objects.requireNonNull(text).readAllBytes());
        }
        Path library = folder.resolve("disk.so");
        List<String> said = new ArrayList<>();
        Process compiler = new ProcessBuilder(
                        "/usr/bin/cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                .redirectErrorStream(true)
                .start();
        said.add(new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, compiler.waitFor(), said::toString);
        return new FaultyDisk(library);
    }

    static void required(boolean present, String otherwise) {
        if (!present && "true".equals(System.getenv("CI"))) {
            fail(otherwise + ": nothing was tested");
        }
        assumeTrue(present, otherwise);
    }

    /** A folder in memory where there is one: what fails here fails by the library, and what is kept is thrown away. */
    static Path quickFolder(Path otherwise) throws IOException {
        Path memory = Path.of("/dev/shm");
        Path made = Files.createTempDirectory(Files.isWritable(memory) ? memory : otherwise, "disk");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        return made;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /** What {@code disk.c} is told and tells, in its order. */
    static Path control(Path file) throws IOException {
        return Files.write(file, new byte[CONTROL_BYTES]);
    }

    static IntBuffer mapped(Path control) throws IOException {
        try (FileChannel channel = FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asIntBuffer();
        }
    }

    /**
     * Runs a program behind this disk.
     *
     * @param environment what {@code disk.c} is started with
     * @return the lines it printed
     */
    List<String> run(Class<?> program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.sqlite.tmpdir="
                        + System.getProperty(
                                "org.sqlite.tmpdir", library.resolveSibling("").toString()),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().put("LD_PRELOAD", library.toString());
        Process child = builder.start();
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, child.waitFor(), said);
            return said.lines().toList();
        } finally {
            child.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
    }
}
