package org.yibao.terminal.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code policy}: what a technician does with policy tables; each command is a class of its own. */
@Command(
        name = "policy",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class PolicyCommands {
    private PolicyCommands() {}

    static CommandLine of(Console console) {
        return new CommandLine(new PolicyCommands())
                .addSubcommand(new PolicySignCommand(console))
                .addSubcommand(new PolicyInstallCommand(console))
                .addSubcommand(new PolicyActivateCommand(console))
                .addSubcommand(new PolicyRollbackCommand(console))
                .addSubcommand(new PolicyListCommand(console))
                .addSubcommand(new PolicyValidateCommand(console))
                .addSubcommand(new PolicyRecalculateCommand(console))
                .addSubcommand(new PolicyCreditCommand(console))
                .addSubcommand(new PolicyShowCommand(console))
                .addSubcommand(new PolicyDiffCommand(console))
                .addSubcommand(new PolicyImpactCommand(console))
                .addSubcommand(new PolicyExplainCommand(console))
                .addSubcommand(new PolicyCheckCertificateCommand(console));
    }
}
