package org.yibao.terminal.command;

import java.io.BufferedOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.settlement.recalculation.Recalculation;
import org.yibao.settlement.recalculation.RecalculationTotals;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code policy recalculate}: what stored settlements come to under other tables, while the terminal does not run. It
 * changes nothing, so that tables need no signature.
 */
@Command(name = "recalculate", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyRecalculateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    @Option(names = "--from", required = true, paramLabel = "DATE")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--bundle", paramLabel = "FILE")
    private List<Path> bundles = new ArrayList<>();

    @Option(names = "--policy", paramLabel = "ID[,ID]")
    private @Nullable String policy;

    @Option(names = "--json")
    private boolean json;

    PolicyRecalculateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        Clock clock = ShelfOptions.clock(configuration);
        PolicyBook book = book(ShelfOptions.shelf(configuration), LocalDate.now(clock));
        RecalculationTotals totals;
        try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
            totals = replay(store, book);
        }
        if (console.out().checkError()) {
            console.err().println(Sentences.of("command.unwritten"));
            return ExitCode.WRONG_CALL;
        }
        return totals.vouchers() + totals.refused() == 0 ? ExitCode.OK : ExitCode.REFUSED;
    }

    private RecalculationTotals replay(SqliteStore store, PolicyBook book) {
        RecalculationReport report = json
                ? new RecalculationJson(new BufferedOutputStream(console.out()), from.toString(), book)
                : new RecalculationTable(console.out(), from.toString(), book);
        RecalculationTotals[] totals = {RecalculationTotals.NOTHING};
        new Recalculation(book, from).replay(store.settlements(), result -> {
            totals[0] = totals[0].plus(result);
            report.found(result);
        });
        report.end(totals[0]);
        return totals[0];
    }

    /** Those named, or else those active today; a file stands in for the table of its id. */
    private PolicyBook book(PolicyShelf shelf, LocalDate today) {
        List<PolicyBundle> given =
                bundles.stream().map(file -> BundleFile.load(file).read()).toList();
        Set<String> ids = given.stream().map(PolicyBundle::id).collect(Collectors.toSet());
        List<PolicyBundle> known = new ArrayList<>(given);
        shelf.newest().stream().filter(bundle -> !ids.contains(bundle.id())).forEach(known::add);
        return Policies.book(Policies.library(known, List.of()), chosen(shelf, today, given));
    }

    private List<String> chosen(PolicyShelf shelf, LocalDate today, List<PolicyBundle> given) {
        if (policy != null) {
            return Arrays.stream(policy.split(",", -1)).map(String::strip).toList();
        }
        Set<String> ids = new LinkedHashSet<>();
        for (PolicyReference active : new ActivePolicy(shelf).require(today).references()) {
            ids.add(active.id());
        }
        given.forEach(bundle -> ids.add(bundle.id()));
        return List.copyOf(ids);
    }
}
