package org.yibao.terminal.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.BundleSignature;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code policy install}: takes signed policy tables in, each {@code FILE} with its {@code FILE.sig}. */
@Command(name = "install", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyInstallCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    @Mixin
    private ByOption by = new ByOption();

    PolicyInstallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        String who = by.name();
        for (Path file : files) {
            PolicyShelf.Installed installed = shelf.install(
                    BundleFile.load(file),
                    BundleSignature.load(file),
                    who,
                    ShelfOptions.clock(configuration).instant());
            console.out()
                    .println(Sentences.of(
                            installed.already() ? "policy.installed-before" : "policy.installed",
                            installed.version().name(),
                            PolicyTexts.status(installed.bundle().reference().status()),
                            installed.bundle().publisher(),
                            installed.version().shortDigest()));
        }
        return ExitCode.OK;
    }
}
