package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** {@code shift}: the shifts of cashiers. */
@Command(
        name = "shift",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class ShiftCommands {
    private ShiftCommands() {}

    static CommandLine of(Console console) {
        return new CommandLine(new ShiftCommands()).addSubcommand(new End(console));
    }

    @Command(name = "end", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class End implements Callable<Integer> {
        private final Console console;

        @Mixin
        private CounterOptions options = new CounterOptions();

        @Mixin
        private OperatorOptions operator = new OperatorOptions();

        End(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            return options.act(console, options.configuration(), "/shifts", operator.body(), this::print);
        }

        private void print(JsonNode shift) {
            console.out()
                    .println(Sentences.of(
                            "shift.ended",
                            shift.path("opter").asText(),
                            shift.path("from").asText(),
                            shift.path("until").asText(),
                            shift.path("open").asText()));
            AlignedTable table =
                    new AlignedTable().row(List.of(Sentences.of("shift.columns").split("\\|", -1)));
            table.row(line("SALE", shift.path("sales")));
            table.row(line("VOID", shift.path("voids")));
            table.print(console.out());
        }

        private static List<String> line(String kind, JsonNode sum) {
            List<String> cells = new ArrayList<>(List.of(
                    Sentences.of("report.row." + kind), sum.path("count").asText()));
            for (String field :
                    List.of("medfee_sumamt", "fund_pay_sumamt", "acct_pay", "acct_mulaid_pay", "psn_cash_pay")) {
                cells.add(sum.path(field).decimalValue().setScale(2).toPlainString());
            }
            return cells;
        }
    }
}
