package org.yibao.terminal.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.Certificate;
import org.yibao.certs.TrustAnchors;
import org.yibao.settlement.JournalVerification;
import org.yibao.settlement.port.StoreException;
import org.yibao.store.ExportVerification;
import org.yibao.store.JournalFile;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.ArgGroup;
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

        @ArgGroup(multiplicity = "1")
        private Source source = new Source();

        /** The own store, or a file that anybody may verify. */
        private static final class Source {
            @Option(names = "--config", required = true, paramLabel = "FILE")
            private @Nullable Path config;

            @ArgGroup(exclusive = false, multiplicity = "1")
            private @Nullable Exported exported;
        }

        private static final class Exported {
            @Option(names = "--file", required = true, paramLabel = "FILE")
            private Path file = Path.of("");

            @Option(names = "--authority", required = true, paramLabel = "PEM")
            private List<Path> authorities = new ArrayList<>();
        }

        Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (source.exported != null) {
                return verify(source.exported);
            }
            Configuration configuration =
                    Configuration.load(source.config == null ? Path.of("") : source.config, System.getenv());
            Clock clock = Clock.system(configuration.zone());
            try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
                return told(console, store.journal().verify());
            }
        }

        private int verify(Exported exported) {
            try (InputStream in = Files.newInputStream(exported.file)) {
                List<Certificate> authorities = new ArrayList<>();
                for (Path authority : exported.authorities) {
                    authorities.addAll(TrustAnchors.decodePem(CertsCommands.read(authority))
                            .authorities());
                }
                return judged(JournalFile.verify(in, new TrustAnchors(authorities)));
            } catch (IOException refused) {
                console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
                return ExitCode.WRONG_CALL;
            }
        }

        private int judged(ExportVerification verdict) {
            if (verdict instanceof ExportVerification.Sound sound) {
                console.out()
                        .println(Sentences.of(
                                "journal.file-sound",
                                sound.terminal(),
                                sound.base().number() + 1,
                                sound.head().number(),
                                sound.head().fingerprint()));
                console.out()
                        .println(
                                sound.countersigned().number() > sound.base().number()
                                        ? Sentences.of(
                                                "journal.file-countersigned",
                                                sound.countersigned().number())
                                        : Sentences.of("journal.file-not-countersigned"));
                if (sound.base().number() > 0) {
                    console.out()
                            .println(Sentences.of(
                                    "journal.file-base", sound.base().fingerprint()));
                }
                if (sound.unprovable() > 0) {
                    console.out().println(Sentences.of("journal.file-unprovable", sound.unprovable()));
                }
                return ExitCode.OK;
            }
            console.out()
                    .println(
                            verdict instanceof ExportVerification.Broken broken
                                    ? Sentences.of("command.journal-broken", broken.number(), broken.fault())
                                    : Sentences.of(
                                            "journal.file-refused", ((ExportVerification.Refused) verdict).fault()));
            return ExitCode.REFUSED;
        }
    }

    /** Prints what a walk through the journal found. */
    static int told(Console console, JournalVerification found) {
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

    @Command(name = "export", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {
        private final Console console;

        @Option(names = "--config", required = true, paramLabel = "FILE")
        private Path config = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        @Option(names = "--from", paramLabel = "N")
        private long first = 1;

        @Option(names = "--to", paramLabel = "N")
        private @Nullable Long last;

        Export(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Configuration configuration = Configuration.load(config, System.getenv());
            Clock clock = Clock.system(configuration.zone());
            Path draft = out.resolveSibling(out.getFileName() + ".part");
            try {
                long to = written(draft, configuration, clock);
                Machine.rename(draft, out);
                console.out().println(Sentences.of("journal.exported", first, to, out));
                return ExitCode.OK;
            } catch (IOException refused) {
                console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
                return ExitCode.WRONG_CALL;
            } catch (IllegalArgumentException noSuchRecords) {
                console.err().println(Sentences.of("journal.no-records", first, last == null ? "" : last));
                return ExitCode.WRONG_CALL;
            } catch (StoreException unwritable) {
                console.err().println(Sentences.of("journal.not-exported", String.valueOf(unwritable.getMessage())));
                return ExitCode.REFUSED;
            }
        }

        /** A file that was not written whole does not stay. */
        private long written(Path draft, Configuration configuration, Clock clock) throws IOException {
            boolean whole = false;
            try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(draft))) {
                long to = Terminal.exportJournal(configuration, System.getenv(), clock, first, last, lines);
                whole = true;
                return to;
            } finally {
                if (!whole) {
                    Files.delete(draft);
                }
            }
        }
    }
}
