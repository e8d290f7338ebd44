package org.yibao.terminal.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code directory}: looks the terminal's copy of the platform's directory over, whether or not it runs. */
@Command(
        name = "directory",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class DirectoryCommands {
    private DirectoryCommands() {}

    static CommandLine of(Console console) {
        return new CommandLine(new DirectoryCommands())
                .addSubcommand(new DirectoryListCommand(console))
                .addSubcommand(new DirectoryShowCommand(console));
    }
}
