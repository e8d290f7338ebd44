package org.yibao.terminal.command;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yibao.certs.CertsException;
import org.yibao.certs.WrongPassphraseException;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.terminal.StartException;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.ConfigurationException;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.policy.PolicyFault;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and what a fault looks like to the person at the keyboard: a code, one sentence, the details. */
@Command(
        name = "terminal",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
public final class CommandTree {
    private static final Logger LOG = System.getLogger(CommandTree.class.getName());

    private CommandTree() {}

    public static CommandLine of(Console console) {
        return of(console, UnaryOperator.identity());
    }

    /** @param aroundStore see {@link org.yibao.terminal.Terminal#start} */
    public static CommandLine of(Console console, UnaryOperator<SettlementStore> aroundStore) {
        CommandLine certs = new CommandLine(new CertsCommands())
                .addSubcommand(new CertsCommands.Init(console))
                .addSubcommand(new CertsCommands.Request(console))
                .addSubcommand(new CertsCommands.Install(console))
                .addSubcommand(new CertsEnrolCommand(console))
                .addSubcommand(new CertsRenewCommand(console))
                .addSubcommand(new CertsStatusCommand(console))
                .addSubcommand(new CertsTrustCommand(console))
                .addSubcommand(new CertsRotateCommand(console))
                .addSubcommand(new CertsDoctorCommand(console));
        CommandLine journal = new CommandLine(new JournalCommands())
                .addSubcommand(new JournalCommands.Verify(console))
                .addSubcommand(new JournalCommands.Export(console))
                .addSubcommand(new JournalShowCommand(console))
                .addSubcommand(new JournalReceiptCommand(console));
        CommandLine store = new CommandLine(new StoreCommands())
                .addSubcommand(new StoreCommands.Backup(console))
                .addSubcommand(new StoreCommands.Check(console))
                .addSubcommand(new StoreCommands.Restore(console))
                .addSubcommand(new StoreCommands.RecoveryKey(console))
                .addSubcommand(new HandoverCommands.Evacuate(console))
                .addSubcommand(new HandoverCommands.TakeOver(console));
        CommandLine root = new CommandLine(new CommandTree());
        root.getCommandSpec().version(Terminal.version());
        root.addSubcommand(new QuoteCommand(console))
                .addSubcommand(new RunCommand(console, aroundStore))
                .addSubcommand(certs)
                .addSubcommand(journal)
                .addSubcommand(PolicyCommands.of(console))
                .addSubcommand(DirectoryCommands.of(console))
                .addSubcommand(store)
                .addSubcommand(QueueCommands.of(console))
                .addSubcommand(FollowupCommands.of(console))
                .addSubcommand(ReportCommands.of(console))
                .addSubcommand(ShiftCommands.of(console))
                .addSubcommand(new ReconcileCommand(console))
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A name that begins with @ is a name: what stands in such a file is not a command line to show on
                // errors.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, arguments) -> wrongCall(console, wrong))
                .setExecutionExceptionHandler((fault, line, parsed) -> explained(console, fault));
        root.getHelpSectionMap().replace(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING, CommandTree::exitCodes);
        return root.setHelpSectionMap(root.getHelpSectionMap());
    }

    /** A heading only where codes follow it. */
    private static String exitCodes(CommandLine.Help help) {
        return help.exitCodeList().isEmpty() ? "" : help.exitCodeListHeading();
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int wrongCall(Console console, ParameterException wrong) {
        console.err().println(Sentences.of("command.wrong-call", reason(wrong)));
        console.err()
                .println(Sentences.of(
                        "command.see-help",
                        wrong.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.WRONG_CALL;
    }

    private static String reason(ParameterException wrong) {
        if (wrong instanceof MissingParameterException missing) {
            boolean anyOne = missing.getMissing().stream().anyMatch(argument -> argument.group() != null);
            return Sentences.of(
                    "command.missing",
                    missing.getMissing().stream()
                            .map(CommandTree::named)
                            .collect(Collectors.joining(anyOne ? Sentences.of("command.missing-or") : " ")));
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return Sentences.of("command.unknown", String.join(" ", unmatched.getUnmatched()));
        }
        if (!wrong.getCommandLine().getSubcommands().isEmpty()) {
            return Sentences.of("command.missing", "COMMAND");
        }
        ArgSpec argument = wrong.getArgSpec();
        if (argument == null || wrong.getValue() == null) {
            return String.valueOf(wrong.getMessage());
        }
        String key = argument.type() == LocalDate.class ? "command.date" : "command.value";
        return Sentences.of(key, named(argument), wrong.getValue());
    }

    /** As the synopsis shows it, such as {@code --on=DATE}. */
    private static String named(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + "=" + option.paramLabel()
                : argument.paramLabel();
    }

    private static int explained(Console console, Exception fault) {
        if (fault instanceof ConfigurationException invalid) {
            tell(console, FaultCode.CONFIGURATION_INVALID, invalid.faults());
            return ExitCode.WRONG_CALL;
        }
        if (fault instanceof PolicyException refused) {
            tell(console, refused.fault().name(), refused.fault().sentence(), refused.details());
            return refused.fault() == PolicyFault.POLICY_UNREADABLE ? ExitCode.WRONG_CALL : ExitCode.REFUSED;
        }
        if (fault instanceof StartException refused) {
            tell(console, refused.code(), refused.sentence(), refused.details());
            return refused.code().equals(FaultCode.STORE_IN_USE.name()) ? ExitCode.STORE_IN_USE : ExitCode.CANNOT_START;
        }
        if (fault instanceof CertsException unusable) {
            boolean passphrase = fault instanceof WrongPassphraseException;
            tell(
                    console,
                    passphrase ? FaultCode.PASSPHRASE_WRONG : FaultCode.CERTIFICATE_UNUSABLE,
                    List.of(String.valueOf(unusable.getMessage())));
            return ExitCode.CANNOT_START;
        }
        LOG.log(Level.ERROR, "a command failed", fault);
        tell(console, FaultCode.INTERNAL_FAULT, List.of());
        return ExitCode.INTERNAL;
    }

    private static void tell(Console console, FaultCode code, List<?> details) {
        tell(console, code.name(), code.sentence(), details);
    }

    private static void tell(Console console, String code, String sentence, List<?> details) {
        console.err().println(code + " " + sentence);
        details.forEach(detail -> console.err().println("  " + detail));
    }
}
