package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.yibao.settlement.MessageId;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Option;

/** What every command needs that looks at the counter, and how its answer is shown. */
final class CounterOptions {
    @Option(names = "--config", required = true, paramLabel = "FILE")
    private Path config = Path.of("");

    @Option(names = "--json")
    private boolean json;

    Configuration configuration() {
        return Configuration.load(config, System.getenv());
    }

    /** The id of a message or settlement: only what can stand in a path is asked for. Says so where it is none. */
    static Optional<MessageId> id(Console console, String text) {
        try {
            return Optional.of(MessageId.parse(text));
        } catch (IllegalArgumentException noId) {
            console.err().println(Sentences.of("queue.no-id", text));
            return Optional.empty();
        }
    }

    /**
     * Asks the running terminal, or else reads the store of the stopped one.
     *
     * @param stopped what the API would answer; empty for what is not there
     */
    int read(
            Console console,
            Configuration configuration,
            String path,
            Function<SqliteStore, Optional<ObjectNode>> stopped,
            Consumer<JsonNode> text) {
        Optional<TerminalCall.Reply> reply = TerminalCall.get(configuration, path);
        if (reply.isPresent()) {
            return show(console, reply.get(), text, found -> ExitCode.OK);
        }
        Clock clock = ShelfOptions.clock(configuration);
        try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
            Optional<ObjectNode> body = stopped.apply(store);
            body.ifPresent(found -> print(console, found, text));
            if (body.isEmpty()) {
                console.err().println(Sentences.of("queue.none"));
            }
            return body.isPresent() ? ExitCode.OK : ExitCode.REFUSED;
        }
    }

    /** Has the running terminal do something: an act is never done behind its back. */
    int act(Console console, Configuration configuration, String path, ObjectNode body, Consumer<JsonNode> text) {
        return act(console, configuration, path, body, text, done -> ExitCode.OK);
    }

    /** @param exit what the answer means for a script */
    int act(
            Console console,
            Configuration configuration,
            String path,
            ObjectNode body,
            Consumer<JsonNode> text,
            ToIntFunction<JsonNode> exit) {
        return shown(console, TerminalCall.post(configuration, path, body), text, exit);
    }

    /** Asks the running terminal for what only it makes. */
    int ask(Console console, Configuration configuration, String path, Consumer<JsonNode> text) {
        return shown(console, TerminalCall.get(configuration, path), text, done -> ExitCode.OK);
    }

    private int shown(
            Console console,
            Optional<TerminalCall.Reply> reply,
            Consumer<JsonNode> text,
            ToIntFunction<JsonNode> exit) {
        if (reply.isEmpty()) {
            console.err().println(Sentences.of("counter.not-running"));
            return ExitCode.NOT_REACHED;
        }
        return show(console, reply.get(), text, exit);
    }

    private int show(Console console, TerminalCall.Reply reply, Consumer<JsonNode> text, ToIntFunction<JsonNode> exit) {
        if (reply instanceof TerminalCall.Reply.Answered answered) {
            print(console, answered.body(), text);
            return exit.applyAsInt(answered.body());
        }
        if (reply instanceof TerminalCall.Reply.Refused refused) {
            JsonNode error = refused.error();
            console.err()
                    .println(error.path("code").asText() + " "
                            + error.path("message").asText());
            if (error.hasNonNull("detail")) {
                console.err().println("  " + error.path("detail").asText());
            }
            return ExitCode.REFUSED;
        }
        console.err().println(Sentences.of("counter.silent"));
        return ExitCode.NOT_REACHED;
    }

    private void print(Console console, JsonNode body, Consumer<JsonNode> text) {
        if (json) {
            console.out().println(TerminalCall.text(body));
        } else {
            text.accept(body);
        }
    }
}
