package org.yibao.terminal.command;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.Scheme;
import org.yibao.benefit.report.PolicyTables;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code policy show}: policy tables as a person would print them. */
@Command(name = "show", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyShowCommand extends PolicyReport {
    @Option(names = "--as-of", paramLabel = "DATE")
    private @Nullable LocalDate day;

    @Option(names = "--scheme", paramLabel = "ID")
    private @Nullable String scheme;

    @Mixin
    private PolicyChoice choice = new PolicyChoice();

    PolicyShowCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        PolicyBook book = choice.book();
        List<String> known = book.structure().schemes().stream().map(Scheme::id).toList();
        if (scheme != null && !known.contains(scheme)) {
            return wrongCall(Sentences.of("policy.scheme-unknown", scheme, String.join(" ", known)));
        }
        return print(PolicyTables.of(book, Optional.ofNullable(day), Optional.ofNullable(scheme)), ExitCode.OK);
    }
}
