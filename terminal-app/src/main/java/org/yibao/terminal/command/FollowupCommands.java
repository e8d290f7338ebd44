package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yibao.settlement.MessageId;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.api.OperatorPages;
import org.yibao.terminal.configuration.Bearer;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code followup}: what must still be settled with persons, each closed by a recorded act. */
@Command(
        name = "followup",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class FollowupCommands {
    /** As many as the API gives at once. */
    private static final int MOST = 1_000;

    private FollowupCommands() {}

    static CommandLine of(Console console) {
        return new CommandLine(new FollowupCommands())
                .addSubcommand(new Listing(console))
                .addSubcommand(new Close(console))
                .addSubcommand(new Slip(console));
    }

    @Command(name = "list", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        private final Console console;

        @Mixin
        private CounterOptions options = new CounterOptions();

        Listing(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Configuration configuration = options.configuration();
            return options.read(
                    console,
                    configuration,
                    "/follow-ups?limit=" + MOST,
                    store -> Optional.of(stopped(store, configuration.bearer())),
                    this::print);
        }

        private static ObjectNode stopped(SqliteStore store, Bearer bearer) {
            ObjectNode body = TerminalCall.JSON.createObjectNode();
            ArrayNode rows = body.putArray("follow_ups");
            store.settlements()
                    .followUps(MOST)
                    .forEach(settlement -> rows.add(OperatorPages.followUp(settlement, bearer)));
            return body;
        }

        private void print(JsonNode body) {
            JsonNode rows = body.path("follow_ups");
            console.out().println(Sentences.of("followup.size", rows.size()));
            if (rows.isEmpty()) {
                return;
            }
            AlignedTable table = new AlignedTable()
                    .row(List.of(Sentences.of("followup.columns").split("\\|", -1)));
            for (JsonNode row : rows) {
                table.row(List.of(
                        row.path("settlement").asText(),
                        Sentences.of("explain.state." + row.path("state").asText()),
                        row.path("made_at").asText(),
                        row.path("person").path("name").asText(),
                        row.path("operator").path("opter").asText(),
                        row.path("due_from").asText(),
                        row.path("due_to").asText(),
                        row.path("message").asText()));
            }
            table.print(console.out());
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
                    "/settlements/" + id + "/closure",
                    operator.body().put("note", note),
                    done -> console.out().println(Sentences.of("followup.closed", id)));
        }
    }

    @Command(name = "slip", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Slip extends OfOneId {
        @Option(names = "--copy")
        private boolean copy;

        Slip(Console console) {
            super(console);
        }

        @Override
        int call(MessageId id) {
            return options.ask(
                    console,
                    options.configuration(),
                    "/settlements/" + id + "/correction" + (copy ? "?copy" : ""),
                    body -> console.out().print(body.path("slip").asText()));
        }
    }
}
