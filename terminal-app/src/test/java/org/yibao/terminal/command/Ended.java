package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a command ended, and what it printed. */
record Ended(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a command in this process. */
    static Ended of(InputStream input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = CommandTree.of(new Console(
                        input,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(arguments);
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The same, with a text to read. */
    static Ended of(String input, String... arguments) {
        return of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** The line's JSON. */
    JsonNode answer(int line) throws IOException {
        return JSON.readTree(lines().get(line));
    }

    String printed() {
        return out + err;
    }
}
