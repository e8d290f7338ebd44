package org.yibao.terminal.command;

import org.jspecify.annotations.Nullable;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who does it, for the shelf's log; the operating system's account where nobody is named. */
final class ByOption {
    private static final String FORM = "[^\\p{Cntrl}\\s]([^\\p{Cntrl}]*[^\\p{Cntrl}\\s])?";

    @Option(names = "--by", paramLabel = "NAME")
    private @Nullable String by;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** @throws ParameterException when it is too long, or no name */
    String name() {
        String name = by == null ? System.getProperty("user.name", "?") : by;
        if (name.length() > PolicyShelf.BY_MAX_CHARACTERS || !name.matches(FORM)) {
            CommandLine line = command == null ? new CommandLine(this) : command.commandLine();
            throw new ParameterException(line, Sentences.of("policy.by", PolicyShelf.BY_MAX_CHARACTERS));
        }
        return name;
    }
}
