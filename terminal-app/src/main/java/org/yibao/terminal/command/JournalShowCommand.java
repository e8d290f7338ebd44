package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.settlement.Masked;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.port.StoreException;
import org.yibao.store.JournalEntry;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code journal show}: one record in words, the person masked. */
@Command(name = "show", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class JournalShowCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final Console console;

    @Parameters(paramLabel = "N", descriptionKey = "N")
    private long number;

    @Option(names = "--config", required = true, paramLabel = "FILE")
    private Path config = Path.of("");

    JournalShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.load(config, System.getenv());
        Clock clock = Clock.system(configuration.zone());
        try (SqliteStore store = Terminal.openStore(configuration, System.getenv(), clock)) {
            Optional<JournalEntry> entry = store.entry(number);
            if (entry.isEmpty()) {
                console.err().println(Sentences.of("journal.no-record", number));
                return ExitCode.REFUSED;
            }
            show(entry.get(), clock);
            return ExitCode.OK;
        } catch (StoreException unreadable) {
            console.err()
                    .println(Sentences.of("command.journal-broken", number, String.valueOf(unreadable.getMessage())));
            return ExitCode.REFUSED;
        }
    }

    private void show(JournalEntry entry, Clock clock) {
        Settlement settlement = entry.settlement();
        PersonSnapshot person = settlement.sale().person();
        BenefitBreakdown split = settlement.breakdown();
        say(
                "journal.show.record",
                number,
                Sentences.of("journal.kind." + entry.kind()),
                TIME.format(LocalDateTime.ofInstant(entry.time(), clock.getZone())));
        say("journal.show.settlement", settlement.id(), Sentences.of("explain.state." + settlement.state()));
        say("journal.show.told", Sentences.of("journal.told." + settlement.told()));
        say("journal.show.person", Masked.name(person.name()), Masked.number(person.identityNumber()));
        say(
                "journal.show.split",
                split.medfeeSumamt(),
                split.fundPaySumamt(),
                split.acctPay(),
                split.acctMulaidPay(),
                split.psnCashPay());
        say("journal.show.chain", entry.head().fingerprint(), entry.signer());
    }

    private void say(String key, Object... arguments) {
        console.out().println(Sentences.of(key, arguments));
    }
}
