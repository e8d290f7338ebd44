package org.yibao.terminal.command;

import java.util.concurrent.Callable;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code policy rollback}: takes the newest activation back; nothing is deleted. */
@Command(name = "rollback", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyRollbackCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    @Mixin
    private ByOption by = new ByOption();

    PolicyRollbackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        PolicyShelf.TakenBack taken = shelf.rollback(by.name(), ShelfOptions.clock(configuration));
        console.out()
                .println(Sentences.of("policy.taken-back", taken.undone().on(), PolicyTexts.named(taken.undone())));
        console.out().println(Sentences.of("policy.active-now", PolicyTexts.named(taken.act())));
        return ExitCode.OK;
    }
}
