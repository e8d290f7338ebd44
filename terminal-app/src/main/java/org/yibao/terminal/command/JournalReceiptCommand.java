package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.settlement.port.StoreException;
import org.yibao.store.JournalEntry;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code journal check-receipt}: whether the journal is the one that a receipt was printed from. One receipt shows a
 * store that was cut or put back.
 */
@Command(name = "check-receipt", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class JournalReceiptCommand implements Callable<Integer> {
    private static final Pattern FINGERPRINT = Pattern.compile("(\\d{1,18})-([0-9a-f]{8})");

    private final Console console;

    @Parameters(paramLabel = "FINGERPRINT", descriptionKey = "FINGERPRINT")
    private String fingerprint = "";

    @Option(names = "--config", required = true, paramLabel = "FILE")
    private Path config = Path.of("");

    JournalReceiptCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Matcher printed = FINGERPRINT.matcher(fingerprint);
        if (!printed.matches()) {
            console.err().println(Sentences.of("journal.receipt-form", fingerprint));
            return ExitCode.WRONG_CALL;
        }
        Configuration configuration = Configuration.load(config, System.getenv());
        Clock clock = Clock.system(configuration.zone());
        try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
            return compared(store, Long.parseLong(printed.group(1)));
        } catch (StoreException unreadable) {
            console.err()
                    .println(Sentences.of(
                            "command.journal-broken", printed.group(1), String.valueOf(unreadable.getMessage())));
            return ExitCode.REFUSED;
        }
    }

    private int compared(SqliteStore store, long number) {
        long last = store.journal().head().number();
        if (number > last) {
            console.out().println(Sentences.of("journal.receipt-later", number, last));
            return ExitCode.REFUSED;
        }
        Optional<JournalEntry> entry = store.entry(number);
        if (entry.isEmpty() || !entry.get().head().fingerprint().equals(fingerprint)) {
            console.out().println(Sentences.of("journal.receipt-other", number));
            return ExitCode.REFUSED;
        }
        console.out()
                .println(Sentences.of(
                        "journal.receipt-here",
                        number,
                        Sentences.of("journal.kind." + entry.get().kind()),
                        entry.get().settlement().id()));
        return ExitCode.OK;
    }
}
