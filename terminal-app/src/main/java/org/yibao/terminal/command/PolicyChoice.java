package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyShelf;
import picocli.CommandLine.Option;

/** Which policy tables a command works with: those named, the active ones of a configuration, or the usual. */
final class PolicyChoice {
    @Option(names = "--policy", paramLabel = "ID[,ID]")
    private @Nullable String policy;

    @Option(names = "--bundle", paramLabel = "FILE")
    private List<Path> bundles = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    /** Names as they are typed, separated by commas. */
    static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    /** The configuration, where one is named; throws as {@link Configuration#load}. */
    Optional<Configuration> configuration() {
        return Optional.ofNullable(config).map(file -> Configuration.load(file, System.getenv()));
    }

    /** What {@code --policy} names; empty without it. */
    Optional<List<String>> named() {
        return Optional.ofNullable(policy).map(PolicyChoice::names);
    }

    /** The tables that come with the product or are installed, and the files. */
    PolicyLibrary library() {
        List<BundleFile> files = bundles.stream().map(BundleFile::load).toList();
        return configuration()
                .map(found -> Policies.library(ShelfOptions.shelf(found).newest(), files))
                .orElseGet(() -> Policies.library(files));
    }

    /** The table that is active today by the configuration. */
    static PolicyBook active(Configuration configuration) {
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        return new ActivePolicy(shelf).require(LocalDate.now(ShelfOptions.clock(configuration)));
    }

    /**
     * The tables that are named; without names those active today, and without a configuration the usual one.
     *
     * @throws org.yibao.terminal.policy.PolicyException when they cannot be used
     */
    PolicyBook book() {
        Optional<Configuration> configuration = configuration();
        return named().isEmpty() && configuration.isPresent()
                ? active(configuration.get())
                : Policies.book(library(), named().orElse(Policies.USUAL));
    }

    /** As {@link #book}, but an id that nothing bears is an answer of its own. */
    PolicyLibrary.Selection selection() {
        Optional<Configuration> configuration = configuration();
        return named().isEmpty() && configuration.isPresent()
                ? new PolicyLibrary.Combined(active(configuration.get()))
                : library().book(named().orElse(Policies.USUAL));
    }
}
