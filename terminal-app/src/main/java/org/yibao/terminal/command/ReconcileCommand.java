package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.reconciliation.RepairKind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reconcile}: compares a day with the platform, or mends one of its differences. */
@Command(name = "reconcile", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CounterOptions options = new CounterOptions();

    @Mixin
    private OperatorOptions operator = new OperatorOptions();

    @Option(names = "--date", required = true, paramLabel = "DATE")
    private LocalDate date = LocalDate.EPOCH;

    @ArgGroup(exclusive = false)
    private @Nullable Mending mending;

    ReconcileCommand(Console console) {
        this.console = console;
    }

    /** Which difference, and how. */
    static final class Mending {
        @Option(names = "--repair", required = true, paramLabel = "ID")
        private String message = "";

        @Option(names = "--as", required = true, paramLabel = "KIND")
        private RepairKind kind = RepairKind.ACCEPT;

        @Option(names = "--note", required = true, paramLabel = "TEXT")
        private String note = "";
    }

    /** Refused where the day is not closed, so that a script that closes days stops there. */
    @Override
    public Integer call() {
        String path = "/reconciliation/" + date;
        ObjectNode body = operator.body();
        if (mending != null) {
            path += "/repairs";
            body.put("msgid", mending.message)
                    .put("repair", mending.kind.name())
                    .put("note", mending.note);
        }
        boolean compares = mending == null;
        return options.act(
                console,
                options.configuration(),
                path,
                body,
                day -> ReconcileText.print(console.out(), day),
                day -> compares && !closes(day) ? ExitCode.REFUSED : ExitCode.OK);
    }

    private static boolean closes(JsonNode day) {
        return day.path("outcome").asText().equals("EQUAL");
    }
}
