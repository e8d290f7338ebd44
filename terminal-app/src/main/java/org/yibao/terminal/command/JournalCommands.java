package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.yibao.settlement.JournalVerification;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** {@code journal}: looks the journal over while the terminal does not run. */
@Command(
        name = "journal",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class JournalCommands {
    @Command(name = "verify", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private final Console console;

        @Option(names = "--config", required = true, paramLabel = "FILE")
        private Path config = Path.of("");

        Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Configuration configuration = Configuration.load(config, System.getenv());
            Clock clock = Clock.system(configuration.zone());
            try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
                JournalVerification found = store.journal().verify();
                if (found instanceof JournalVerification.Sound sound) {
                    console.out()
                            .println(Sentences.of(
                                    "command.journal-sound",
                                    sound.head().number(),
                                    sound.head().fingerprint()));
                    return ExitCode.OK;
                }
                JournalVerification.Broken broken = (JournalVerification.Broken) found;
                console.out().println(Sentences.of("command.journal-broken", broken.number(), broken.fault()));
                return ExitCode.REFUSED;
            }
        }
    }
}
