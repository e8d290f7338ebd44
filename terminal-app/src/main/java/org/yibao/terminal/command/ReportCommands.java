package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.reconciliation.DayStanding;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Report;
import org.yibao.terminal.api.DayPages;
import org.yibao.terminal.api.OperatorPages;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: what a day or a cashier's shift came to, by the platform's word. */
@Command(
        name = "report",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class ReportCommands {
    private ReportCommands() {}

    static CommandLine of(Console console) {
        return new CommandLine(new ReportCommands())
                .addSubcommand(new Day(console))
                .addSubcommand(new Shift(console))
                .addSubcommand(new Reconciliation(console));
    }

    /** Where a report goes. */
    private static final class Output {
        @Mixin
        private CounterOptions options = new CounterOptions();

        @Option(names = "--csv", paramLabel = "FILE")
        private @Nullable Path csv;

        int made(Console console, Configuration configuration, String path, Period period) {
            AtomicBoolean unwritten = new AtomicBoolean();
            int exit = options.read(
                    console,
                    configuration,
                    path,
                    store -> Optional.of(OperatorPages.report(
                            Report.of(store.settlements(), period),
                            store.journal().head())),
                    body -> unwritten.set(!written(console, body)));
            return unwritten.get() ? ExitCode.WRONG_CALL : exit;
        }

        private boolean written(Console console, JsonNode report) {
            if (csv == null) {
                ReportText.print(console.out(), report);
                return true;
            }
            try {
                Files.write(csv, ReportCsv.of(report));
                console.out().println(Sentences.of("report.written", csv));
                return true;
            } catch (IOException refused) {
                console.err().println(Sentences.of("report.unwritten", csv));
                return false;
            }
        }
    }

    @Command(name = "day", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Day implements Callable<Integer> {
        private final Console console;

        @Mixin
        private Output output = new Output();

        @Option(names = "--date", paramLabel = "DATE")
        private @Nullable LocalDate date;

        Day(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Configuration configuration = output.options.configuration();
            LocalDate day = date == null ? LocalDate.now(ShelfOptions.clock(configuration)) : date;
            return output.made(console, configuration, "/reports/day?date=" + day, Period.of(day));
        }
    }

    @Command(
            name = "reconciliation",
            resourceBundle = "org.yibao.terminal.command.help",
            mixinStandardHelpOptions = true)
    static final class Reconciliation implements Callable<Integer> {
        private final Console console;

        @Mixin
        private CounterOptions options = new CounterOptions();

        @Option(names = "--date", required = true, paramLabel = "DATE")
        private LocalDate date = LocalDate.EPOCH;

        Reconciliation(Console console) {
            this.console = console;
        }

        /** Of a stopped terminal nothing is sent before it runs again: what waits there is no repair to choose. */
        @Override
        public Integer call() {
            return options.read(
                    console,
                    options.configuration(),
                    "/reconciliation/" + date,
                    store -> Optional.of(
                            DayPages.standing(DayStanding.of(date, store.days().entries(date)), difference -> false)),
                    body -> ReconcileText.print(console.out(), body));
        }
    }

    @Command(name = "shift", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Shift implements Callable<Integer> {
        private final Console console;

        @Mixin
        private Output output = new Output();

        @Option(names = "--operator", required = true, paramLabel = "ID")
        private String operator = "";

        @Option(names = "--from", paramLabel = "TIME")
        private @Nullable LocalDateTime from;

        @Option(names = "--to", paramLabel = "TIME")
        private @Nullable LocalDateTime until;

        Shift(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Configuration configuration = output.options.configuration();
            Clock clock = ShelfOptions.clock(configuration);
            LocalDate today = LocalDate.now(clock);
            LocalDateTime begin = from == null ? today.atStartOfDay() : from;
            LocalDateTime end = until == null ? today.plusDays(1).atStartOfDay() : until;
            Period period;
            try {
                period = new Period(begin, end, Optional.of(operator));
            } catch (IllegalArgumentException noPeriod) {
                console.err().println(Sentences.of("report.period", Period.DAYS_MAX));
                return ExitCode.WRONG_CALL;
            }
            String path = "/reports/shift?opter=" + URLEncoder.encode(operator, StandardCharsets.UTF_8) + "&from="
                    + begin + "&until=" + end;
            return output.made(console, configuration, path, period);
        }
    }
}
