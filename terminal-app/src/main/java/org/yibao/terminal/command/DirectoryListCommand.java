package org.yibao.terminal.command;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.store.DirectoryReader;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.DirectorySentences;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code directory list}: of each part the version, its age, and what is being fetched. */
@Command(name = "list", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class DirectoryListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Console console;

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    DirectoryListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        Clock clock = ShelfOptions.clock(configuration);
        Optional<DirectoryReader> opened = Terminal.openDirectory(configuration);
        if (opened.isEmpty()) {
            console.out().println(Sentences.of("directory.nothing"));
            return ExitCode.REFUSED;
        }
        boolean fresh = true;
        try (DirectoryReader directory = opened.get()) {
            for (DirectoryPart part : DirectoryPart.values()) {
                PartStanding standing = directory.standing(part);
                boolean stale = standing.stale(
                        clock.instant(), configuration.directory().staleAfter());
                print(standing, stale, clock);
                fresh &= !stale;
            }
        }
        return fresh ? ExitCode.OK : ExitCode.REFUSED;
    }

    private void print(PartStanding standing, boolean stale, Clock clock) {
        console.out()
                .println(Sentences.of(
                        "directory.line",
                        DirectorySentences.part(standing.part()),
                        standing.active() ? standing.version() : Sentences.of("directory.none"),
                        standing.rows(),
                        time(standing.activated(), clock),
                        time(standing.confirmed(), clock)));
        if (stale) {
            console.out().println("  " + Sentences.of("directory.stale", DirectorySentences.part(standing.part())));
        }
        DirectoryOffer offer = standing.offer();
        if (offer != null) {
            console.out()
                    .println("  "
                            + Sentences.of("directory.fetching", offer.version(), standing.bytesHere(), offer.bytes()));
        }
        if (!standing.refusal().isEmpty()) {
            console.out().println("  " + Sentences.of("directory.refused-why", standing.refusal()));
        }
    }

    private static String time(@Nullable Instant instant, Clock clock) {
        return instant == null
                ? Sentences.of("directory.no-time")
                : TIME.format(LocalDateTime.ofInstant(instant, clock.getZone()));
    }
}
