package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.StartException;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code certs}: makes the terminal's keys, asks for its certificates, installs the platform's answer. */
@Command(
        name = "certs",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class CertsCommands {
    private static final int ANSWER_MAX_BYTES = 256 * 1024;

    /** What each of them needs. */
    private abstract static class OnFolder implements Callable<Integer> {
        final Console console;

        @Option(names = "--folder", required = true, paramLabel = "DIR")
        Path folder = Path.of("");

        @Option(names = "--institution", required = true, paramLabel = "CODE")
        String institution = "";

        @ArgGroup(multiplicity = "1")
        PassphraseOptions source = new PassphraseOptions();

        OnFolder(Console console) {
            this.console = console;
        }

        @Override
        public final Integer call() throws IOException {
            char[] passphrase = source.read();
            try {
                work(passphrase);
                return ExitCode.OK;
            } catch (IOException refused) {
                console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
                return ExitCode.WRONG_CALL;
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }

        abstract void work(char[] passphrase) throws IOException;

        final void write(IdentityFiles files) throws IOException {
            for (Map.Entry<String, byte[]> file : files.contents().entrySet()) {
                Machine.writePrivate(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    @Command(name = "init", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Init extends OnFolder {
        Init(Console console) {
            super(console);
        }

        @Override
        void work(char[] passphrase) throws IOException {
            if (!IdentityFiles.load(folder).contents().isEmpty()) {
                throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(Sentences.of("command.keys-there")));
            }
            Machine.privateFolder(folder);
            write(TerminalEnrolment.begin(institution).files(passphrase));
            console.out().println(Sentences.of("command.keys-made", folder));
        }
    }

    @Command(name = "request", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Request extends OnFolder {
        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        Request(Console console) {
            super(console);
        }

        @Override
        void work(char[] passphrase) throws IOException {
            TerminalEnrolment enrolment = TerminalEnrolment.resume(institution, IdentityFiles.load(folder), passphrase);
            Files.write(out, enrolment.request().encode());
            console.out().println(Sentences.of("command.request-made", out));
        }
    }

    @Command(name = "install", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Install extends OnFolder {
        @Parameters(paramLabel = "ANSWER")
        private Path answer = Path.of("");

        Install(Console console) {
            super(console);
        }

        @Override
        void work(char[] passphrase) throws IOException {
            TerminalEnrolment enrolment = TerminalEnrolment.resume(institution, IdentityFiles.load(folder), passphrase);
            EnrolmentAnswer granted;
            try (InputStream content = Files.newInputStream(answer)) {
                granted = EnrolmentAnswer.decode(content.readNBytes(ANSWER_MAX_BYTES + 1));
            }
            TerminalIdentity identity = enrolment.complete(granted, Instant.now());
            write(identity.files(passphrase));
            console.out().println(Sentences.of("command.installed", identity.name()));
        }
    }
}
