package org.yibao.terminal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.RecoveryFile;
import org.yibao.settlement.port.StoreException;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code store}: copies the store, looks it over, and puts a copy in its place. */
@Command(
        name = "store",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class StoreCommands {
    /** What all of them need. */
    abstract static class OnStore implements Callable<Integer> {
        final Console console;

        @Option(names = "--config", required = true, paramLabel = "FILE", descriptionKey = "store-config")
        private Path config = Path.of("");

        OnStore(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try {
                return call(Configuration.load(config, System.getenv()));
            } catch (StoreException refused) {
                console.err().println(Sentences.of(refusedKey(), String.valueOf(refused.getMessage())));
                return ExitCode.REFUSED;
            }
        }

        abstract int call(Configuration configuration);

        /** The sentence on why the store or a copy was refused. */
        abstract String refusedKey();
    }

    @Command(name = "backup", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Backup extends OnStore {
        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        Backup(Console console) {
            super(console);
        }

        @Override
        int call(Configuration configuration) {
            Terminal.backUpStore(configuration, out);
            console.out().println(Sentences.of("store.backed-up", out));
            return ExitCode.OK;
        }

        @Override
        String refusedKey() {
            return "store.not-backed-up";
        }
    }

    @Command(name = "check", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Check extends OnStore {
        Check(Console console) {
            super(console);
        }

        @Override
        int call(Configuration configuration) {
            Clock clock = Clock.system(configuration.zone());
            try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
                return JournalCommands.told(console, store.check());
            }
        }

        @Override
        String refusedKey() {
            return "store.damaged";
        }
    }

    @Command(name = "restore", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Restore extends OnStore {
        @Parameters(paramLabel = "BACKUP", descriptionKey = "BACKUP")
        private Path backup = Path.of("");

        @Option(names = "--recovery-key", paramLabel = "FILE")
        private @Nullable Path recoveryKey;

        @Mixin
        private PassphraseOptions passphrase = new PassphraseOptions();

        Restore(Console console) {
            super(console);
        }

        @Override
        int call(Configuration configuration) {
            Clock clock = Clock.system(configuration.zone());
            Terminal.Restored restored =
                    Terminal.restoreStore(configuration, System.getenv(), clock, backup, recovered());
            console.out().println(Sentences.of("store.restored"));
            restored.keptAside().ifPresent(kept -> console.out().println(Sentences.of("store.kept-aside", kept)));
            if (restored.known() > restored.last()) {
                console.out()
                        .println(Sentences.of(
                                "store.restored-lacks", restored.last(), restored.last() + 1, restored.known()));
            }
            console.out().println(Sentences.of("store.restored-is-a-fork"));
            return ExitCode.OK;
        }

        private Optional<KeyEncryptionKey> recovered() {
            if (recoveryKey == null) {
                return Optional.empty();
            }
            char[] secret = passphrase.read();
            try {
                return Optional.of(RecoveryFile.decode(CertsCommands.read(recoveryKey), secret));
            } catch (IOException unreadable) {
                throw new StoreException(recoveryKey + " " + Machine.reason(unreadable), unreadable);
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        @Override
        String refusedKey() {
            return "store.not-restored";
        }
    }

    @Command(name = "recovery-key", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class RecoveryKey extends OnStore {
        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        @Mixin
        private PassphraseOptions passphrase = new PassphraseOptions();

        RecoveryKey(Console console) {
            super(console);
        }

        @Override
        int call(Configuration configuration) {
            char[] secret = passphrase.read();
            try {
                Machine.writePrivate(out, Terminal.recoveryFile(configuration, secret));
                console.out().println(Sentences.of("store.recovery-key-made", out));
                return ExitCode.OK;
            } catch (IOException refused) {
                throw new StoreException(out + " " + Machine.reason(refused), refused);
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        @Override
        String refusedKey() {
            return "store.no-recovery-key";
        }
    }
}
