package org.yibao.terminal.command;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.Catalogue;
import org.yibao.store.DirectoryReader;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code directory show}: how a line with a code would be split: class, ratio and ceiling, and from which version. */
@Command(name = "show", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class DirectoryShowCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "CODE", descriptionKey = "CODE")
    private String code = "";

    @Option(names = "--on", paramLabel = "DATE")
    private @Nullable LocalDate day;

    @Mixin
    private ShelfOptions options = new ShelfOptions();

    DirectoryShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = options.configuration();
        LocalDate on = day == null ? LocalDate.now(ShelfOptions.clock(configuration)) : day;
        Optional<DirectoryReader> opened = Terminal.openDirectory(configuration);
        if (opened.isPresent()) {
            try (DirectoryReader directory = opened.get()) {
                if (directory.standing(DirectoryPart.CATALOGUE).active()) {
                    return show(
                            directory.find(code, on),
                            on,
                            Sentences.of(
                                    "directory.from",
                                    directory.standing(DirectoryPart.CATALOGUE).version(),
                                    directory
                                            .standing(DirectoryPart.SELF_PAY_RATIOS)
                                            .version(),
                                    directory
                                            .standing(DirectoryPart.PRICE_CEILINGS)
                                            .version()));
                }
            }
        }
        Path file = configuration.catalogue();
        return show(
                Terminal.catalogueFile(configuration).find(code, on),
                on,
                Sentences.of("directory.from-file", file == null ? "" : file));
    }

    private int show(Optional<Catalogue.Item> found, LocalDate on, String from) {
        if (found.isEmpty()) {
            console.out().println(Sentences.of("directory.no-item", code, on));
            return ExitCode.REFUSED;
        }
        Catalogue.Item item = found.get();
        console.out()
                .println(Sentences.of(
                        "directory.item",
                        item.code(),
                        item.name(),
                        item.listType(),
                        item.level(),
                        text(item.selfpayProportion()),
                        text(item.priceCeiling()),
                        on));
        console.out().println(from);
        return ExitCode.OK;
    }

    private static String text(@Nullable BigDecimal figure) {
        return figure == null ? Sentences.of("directory.no-figure") : figure.toPlainString();
    }
}
