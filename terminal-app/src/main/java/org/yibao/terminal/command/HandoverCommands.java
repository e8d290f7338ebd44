package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.MalformedException;
import org.yibao.certs.TerminalName;
import org.yibao.settlement.port.QueueFullException;
import org.yibao.settlement.port.StoreException;
import org.yibao.store.Evacuations;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code store evacuate} and {@code store take-over}: what waits for the platform moves to another terminal. */
final class HandoverCommands {
    private HandoverCommands() {}

    @Command(name = "evacuate", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Evacuate extends StoreCommands.OnStore {
        @Option(names = "--to", required = true, paramLabel = "TERMINAL")
        private String receiver = "";

        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        @Option(names = "--again", paramLabel = "N")
        private @Nullable Long again;

        @Mixin
        private PassphraseOptions passphrase = new PassphraseOptions();

        Evacuate(Console console) {
            super(console);
        }

        @Override
        int call(Configuration configuration) {
            TerminalName to;
            try {
                to = TerminalName.parse(receiver);
            } catch (MalformedException unfit) {
                console.err().println(Sentences.of("store.no-terminal", receiver));
                return ExitCode.WRONG_CALL;
            }
            Clock clock = Clock.system(configuration.zone());
            char[] secret = passphrase.read();
            try {
                return Terminal.handOver(configuration, System.getenv(), clock, (store, self) -> {
                    Optional<Evacuations.Made> made = chosen(store.evacuations())
                            .or(() -> store.evacuations().evacuate(to, self.signingChain()));
                    if (made.isEmpty()) {
                        console.out().println(Sentences.of("store.nothing-waits"));
                        return ExitCode.OK;
                    }
                    return written(store, made.get(), to, secret);
                });
            } catch (IllegalArgumentException other) {
                console.err().println(Sentences.of("store.no-terminal", receiver));
                return ExitCode.WRONG_CALL;
            } catch (IOException refused) {
                throw new StoreException(out + " " + Machine.reason(refused), refused);
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        /** What was handed over and not given out comes first: the box may have stopped in between. */
        private Optional<Evacuations.Made> chosen(Evacuations evacuations) {
            if (again == null) {
                return evacuations.unwritten();
            }
            long number = again;
            return Optional.of(evacuations
                    .made(number)
                    .orElseThrow(() -> new StoreException(Sentences.of("store.no-evacuation", number))));
        }

        private int written(SqliteStore store, Evacuations.Made made, TerminalName to, char[] secret)
                throws IOException {
            if (!made.receiver().equals(to.toString())) {
                throw new StoreException(Sentences.of("store.evacuated-to-another", made.number(), made.receiver()));
            }
            Machine.writePrivate(out, store.evacuations().file(made.number(), secret));
            store.evacuations().written(made.number());
            console.out()
                    .println(Sentences.of("store.evacuated", made.messages(), made.receiver(), made.number(), out));
            int left = store.outbox().size();
            if (left > 0) {
                console.out().println(Sentences.of("store.evacuate-again", left));
            }
            return ExitCode.OK;
        }

        @Override
        String refusedKey() {
            return "store.not-evacuated";
        }
    }

    @Command(name = "take-over", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class TakeOver extends StoreCommands.OnStore {
        @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
        private Path file = Path.of("");

        @Mixin
        private PassphraseOptions passphrase = new PassphraseOptions();

        TakeOver(Console console) {
            super(console);
        }

        @Override
        int call(Configuration configuration) {
            Clock clock = Clock.system(configuration.zone());
            char[] secret = passphrase.read();
            try {
                byte[] content = content();
                Evacuations.Taken taken = Terminal.handOver(
                        configuration,
                        System.getenv(),
                        clock,
                        (store, self) ->
                                store.evacuations().takeOver(content, secret, self.signingAnchors(), clock.instant()));
                console.out()
                        .println(Sentences.of("store.taken-over", taken.from(), taken.settlements(), taken.messages()));
                return ExitCode.OK;
            } catch (QueueFullException full) {
                throw new StoreException(String.valueOf(full.getMessage()), full);
            } catch (IOException refused) {
                throw new StoreException(file + " " + Machine.reason(refused), refused);
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        private byte[] content() throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(Evacuations.FILE_BYTES_MAX + 1);
                if (content.length > Evacuations.FILE_BYTES_MAX) {
                    throw new StoreException(Sentences.of("yaml.too-large", Evacuations.FILE_BYTES_MAX));
                }
                return content;
            }
        }

        @Override
        String refusedKey() {
            return "store.not-taken-over";
        }
    }
}
