package org.yibao.terminal.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.format.PolicyValidation;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy validate}: every defect of policy tables, signed or not. */
@Command(name = "validate", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyValidateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<String> files = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    PolicyValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<BundleFile> named = files.stream().map(BundleFile::find).toList();
        List<PolicyBundle> installed = config == null
                ? List.of()
                : ShelfOptions.shelf(Configuration.load(config, System.getenv()))
                        .newest();
        PolicyValidation.Report report = Policies.judge(named, Policies.atHand(installed));
        List<PolicyDefect> defects = report.defects();
        defects.forEach(defect -> console.out().println(defect));
        console.out()
                .println(
                        defects.isEmpty()
                                ? Sentences.of("policy.valid", named.size(), report.scenarios())
                                : Sentences.of("policy.defects", defects.size()));
        return defects.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
