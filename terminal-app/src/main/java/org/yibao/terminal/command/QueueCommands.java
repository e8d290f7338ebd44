package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.MessageId;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.api.OperatorPages;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code queue}: the messages that wait for the platform, and what an operator does with them. */
@Command(
        name = "queue",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class QueueCommands {
    private static final int LIMIT = 50;

    private QueueCommands() {}

    static CommandLine of(Console console) {
        return new CommandLine(new QueueCommands())
                .addSubcommand(new Listing(console))
                .addSubcommand(new Show(console))
                .addSubcommand(new Retry(console))
                .addSubcommand(new SetAside(console))
                .addSubcommand(new Ask(console))
                .addSubcommand(new Close(console));
    }

    private static OperatorPages pages(SqliteStore store, Configuration configuration) {
        return new OperatorPages(
                store.outbox(),
                store.settlements()::find,
                configuration.timeLimits(),
                ShelfOptions.clock(configuration));
    }

    @Command(name = "list", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        private final Console console;

        @Mixin
        private CounterOptions options = new CounterOptions();

        @Option(names = "--limit", paramLabel = "N")
        private int limit = LIMIT;

        Listing(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Configuration configuration = options.configuration();
            int most = Math.max(1, Math.min(limit, 1_000));
            return options.read(
                    console,
                    configuration,
                    "/queue?limit=" + most,
                    store -> Optional.of(pages(store, configuration).queue(most)),
                    body -> QueueText.list(console.out(), body));
        }
    }

    @Command(name = "show", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Show extends OfOneId {
        Show(Console console) {
            super(console);
        }

        @Override
        int call(MessageId id) {
            Configuration configuration = options.configuration();
            return options.read(
                    console,
                    configuration,
                    "/queue/" + id,
                    store -> pages(store, configuration).message(id),
                    body -> QueueText.one(console.out(), body));
        }
    }

    @Command(name = "retry", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Retry extends OfOneId {
        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Option(names = "--reason", paramLabel = "TEXT")
        private @Nullable String reason;

        Retry(Console console) {
            super(console);
        }

        @Override
        int call(MessageId id) {
            ObjectNode body = operator.body();
            if (reason != null) {
                body.put("reason", reason);
            }
            return options.act(
                    console,
                    options.configuration(),
                    "/queue/" + id + "/release",
                    body,
                    done -> console.out().println(Sentences.of("queue.released", id)));
        }
    }

    @Command(name = "set-aside", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class SetAside extends OfOneId {
        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Option(names = "--reason", required = true, paramLabel = "TEXT")
        private String reason = "";

        SetAside(Console console) {
            super(console);
        }

        @Override
        int call(MessageId id) {
            return options.act(
                    console,
                    options.configuration(),
                    "/queue/" + id + "/set-aside",
                    operator.body().put("reason", reason),
                    body -> QueueText.one(console.out(), body));
        }
    }

    @Command(name = "ask", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Ask extends OfOneId {
        Ask(Console console) {
            super(console);
        }

        @Override
        int call(MessageId id) {
            return options.act(
                    console,
                    options.configuration(),
                    "/queue/" + id + "/inquiry",
                    TerminalCall.JSON.createObjectNode(),
                    said -> QueueText.asked(console.out(), said));
        }
    }

    @Command(name = "close", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Close extends OfOneId {
        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        @Option(names = "--note", required = true, paramLabel = "TEXT")
        private String note = "";

        Close(Console console) {
            super(console);
        }

        @Override
        int call(MessageId id) {
            return options.act(
                    console,
                    options.configuration(),
                    "/queue/" + id + "/decision",
                    operator.body().put("note", note),
                    done -> console.out().println(Sentences.of("queue.closed", id)));
        }
    }
}
