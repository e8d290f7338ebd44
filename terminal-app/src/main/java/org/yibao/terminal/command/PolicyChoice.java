package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyShelf;
import picocli.CommandLine.Option;

/** Which policy tables a calculation uses: those named, the active ones of a configuration, or the usual. */
final class PolicyChoice {
    @Option(names = "--policy", paramLabel = "ID[,ID]")
    private @Nullable String policy;

    @Option(names = "--bundle", paramLabel = "FILE")
    private List<Path> bundles = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    PolicyLibrary.Selection selection() {
        List<BundleFile> files = bundles.stream().map(BundleFile::load).toList();
        List<String> named = policy == null
                ? List.of()
                : Arrays.stream(policy.split(",", -1)).map(String::strip).toList();
        if (config == null) {
            return Policies.library(files).book(policy == null ? Policies.USUAL : named);
        }
        Configuration configuration = Configuration.load(config, System.getenv());
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        if (policy == null) {
            LocalDate today = LocalDate.now(ShelfOptions.clock(configuration));
            return new PolicyLibrary.Combined(new ActivePolicy(shelf).require(today));
        }
        return Policies.library(shelf.newest(), files).book(named);
    }
}
