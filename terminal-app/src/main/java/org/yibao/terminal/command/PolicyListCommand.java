package org.yibao.terminal.command;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.policy.ShelfAct;
import org.yibao.terminal.policy.ShelfHistory;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code policy list}: what is installed, what is active, and what comes next. */
@Command(name = "list", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Console console;

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    PolicyListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        Clock clock = ShelfOptions.clock(configuration);
        ShelfHistory history = shelf.history();
        LocalDate today = LocalDate.now(clock);
        Optional<ShelfAct.Activate> active = history.activeOn(today);
        boolean sound = true;
        for (ShelfAct.Install act : history.installed()) {
            sound &= line(shelf, act, active, clock);
        }
        console.out()
                .println(active.map(PolicyListCommand::sinceWhen).orElseGet(() -> Sentences.of("policy.none-active")));
        console.out()
                .println(history.nextAfter(today)
                        .map(next -> Sentences.of("policy.next", next.on(), PolicyTexts.named(next), next.by()))
                        .orElseGet(() -> Sentences.of("policy.no-next")));
        return sound ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static String sinceWhen(ShelfAct.Activate act) {
        return Sentences.of("policy.active", act.on(), PolicyTexts.named(act), act.by());
    }

    /** A table whose file may no longer be used is listed with the reason. */
    private boolean line(PolicyShelf shelf, ShelfAct.Install act, Optional<ShelfAct.Activate> active, Clock clock) {
        String when = TIME.format(LocalDateTime.ofInstant(act.at(), clock.getZone()));
        try {
            PolicyBundle bundle = shelf.bundle(act);
            boolean counts =
                    active.filter(set -> set.bundles().contains(act.bundle())).isPresent();
            console.out()
                    .println(Sentences.of(
                            counts ? "policy.line-active" : "policy.line",
                            act.bundle().name(),
                            PolicyTexts.status(bundle.reference().status()),
                            bundle.title(),
                            bundle.publisher(),
                            act.bundle().shortDigest(),
                            when,
                            act.by()));
            return true;
        } catch (PolicyException refused) {
            console.out()
                    .println(Sentences.of(
                            "policy.line-refused",
                            act.bundle().name(),
                            refused.fault(),
                            refused.fault().sentence()));
            return false;
        }
    }
}
