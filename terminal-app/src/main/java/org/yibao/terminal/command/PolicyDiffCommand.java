package org.yibao.terminal.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.report.PolicyChanges;
import org.yibao.terminal.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy diff}: what changes between two tables, or two combinations, in words. */
@Command(name = "diff", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyDiffCommand extends PolicyReport {
    @Parameters(index = "0", paramLabel = "A", descriptionKey = "A")
    private String before = "";

    @Parameters(index = "1", paramLabel = "B", descriptionKey = "B")
    private String after = "";

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    PolicyDiffCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        NamedBundles bundles = new NamedBundles(
                Optional.ofNullable(config).map(file -> ShelfOptions.shelf(Configuration.load(file, System.getenv()))));
        return print(PolicyChanges.between(book(bundles, before), book(bundles, after)), ExitCode.OK);
    }

    private static PolicyBook book(NamedBundles bundles, String names) {
        return bundles.book(
                PolicyChoice.names(names).stream().map(bundles::find).toList());
    }
}
