package org.yibao.terminal.command;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy activate}: the tables that settle from a day on, instead of all others. */
@Command(name = "activate", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyActivateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "ID[@VERSION][,ID…]")
    private String names = "";

    @Option(names = "--on", required = true, paramLabel = "DATE")
    private LocalDate on = LocalDate.MIN;

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    @Mixin
    private ByOption by = new ByOption();

    PolicyActivateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        List<String> chosen =
                Arrays.stream(names.split(",", -1)).map(String::strip).toList();
        List<PolicyBundle> active =
                ShelfOptions.shelf(configuration).activate(chosen, on, by.name(), ShelfOptions.clock(configuration));
        console.out().println(Sentences.of("policy.activated", on, PolicyTexts.named(active)));
        active.stream()
                .map(PolicyBundle::reference)
                .filter(bundle -> bundle.status() != PolicyReference.Status.IN_FORCE)
                .forEach(bundle -> console.out()
                        .println(
                                Sentences.of("policy.not-in-force", bundle.id(), PolicyTexts.status(bundle.status()))));
        return ExitCode.OK;
    }
}
