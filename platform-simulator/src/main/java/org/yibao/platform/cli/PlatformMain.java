package org.yibao.platform.cli;

import org.yibao.certs.CertsException;
import org.yibao.link.LinkException;
import org.yibao.platform.PlatformException;
import org.yibao.platform.directory.PublicationException;
import org.yibao.platform.ledger.LedgerException;
import picocli.CommandLine;

/** Where {@code bin/platform} begins. */
@CommandLine.Command(
        name = "platform",
        description = "The reference platform: the other end of the terminals' line.",
        subcommands = {
            RunCommand.class,
            TellCommand.class,
            EnrolCommand.class,
            PublisherCommand.class,
            PublishCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PlatformMain {
    private static final int FAILED = 1;

    private PlatformMain() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new PlatformMain())
                .setExecutionExceptionHandler((fault, line, parsed) -> explain(fault, line))
                .execute(arguments);
    }

    /** Foreseen faults in one sentence, all others whole. */
    private static int explain(Exception fault, CommandLine line) throws Exception {
        boolean foreseen = fault instanceof PlatformException
                || fault instanceof PublicationException
                || fault instanceof LedgerException
                || fault instanceof CertsException
                || fault instanceof LinkException;
        if (!foreseen) {
            throw fault;
        }
        line.getErr().println(fault.getMessage());
        return FAILED;
    }
}
