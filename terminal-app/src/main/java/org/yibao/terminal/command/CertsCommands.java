package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.Renewal;
import org.yibao.terminal.StartException;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code certs}: makes the terminal's keys, asks for its certificates, installs what the platform sends. */
@Command(
        name = "certs",
        resourceBundle = "org.yibao.terminal.command.help",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class)
final class CertsCommands {
    private static final int FILE_MAX_BYTES = 256 * 1024;

    /** One byte more than any reader takes, so that a longer file is refused there. */
    static byte[] read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(FILE_MAX_BYTES + 1);
        }
    }

    /** What those need that open keys. */
    abstract static class OnFolder implements Callable<Integer> {
        final Console console;

        @Option(names = "--folder", required = true, paramLabel = "DIR")
        Path folder = Path.of("");

        @ArgGroup(multiplicity = "1")
        PassphraseOptions source = new PassphraseOptions();

        OnFolder(Console console) {
            this.console = console;
        }

        @Override
        public final Integer call() throws IOException {
            char[] passphrase = source.read();
            try {
                return work(CertificatesFolder.at(folder), passphrase);
            } catch (IOException refused) {
                console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
                return ExitCode.WRONG_CALL;
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }

        /** @return the exit code */
        abstract int work(CertificatesFolder files, char[] passphrase) throws IOException;
    }

    /** What those need that make a terminal known. */
    private abstract static class Enrolling extends OnFolder {
        @Option(names = "--institution", required = true, paramLabel = "CODE")
        String institution = "";

        Enrolling(Console console) {
            super(console);
        }
    }

    @Command(name = "init", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Init extends Enrolling {
        Init(Console console) {
            super(console);
        }

        @Override
        int work(CertificatesFolder files, char[] passphrase) throws IOException {
            if (!files.isEmpty()) {
                throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(Sentences.of("command.keys-there")));
            }
            Machine.privateFolder(folder);
            files.write(TerminalEnrolment.begin(institution).files(passphrase));
            console.out().println(Sentences.of("command.keys-made", folder));
            return ExitCode.OK;
        }
    }

    @Command(name = "request", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Request extends Enrolling {
        @Option(names = "--out", required = true, paramLabel = "FILE")
        private Path out = Path.of("");

        Request(Console console) {
            super(console);
        }

        @Override
        int work(CertificatesFolder files, char[] passphrase) throws IOException {
            TerminalEnrolment enrolment = TerminalEnrolment.resume(institution, files.load(), passphrase);
            Files.write(out, enrolment.request().encode());
            console.out().println(Sentences.of("command.request-made", out));
            return ExitCode.OK;
        }
    }

    @Command(name = "install", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
    static final class Install extends Enrolling {
        @Parameters(paramLabel = "ANSWER", descriptionKey = "ANSWER")
        private Path answer = Path.of("");

        Install(Console console) {
            super(console);
        }

        @Override
        int work(CertificatesFolder files, char[] passphrase) throws IOException {
            EnrolmentAnswer granted = EnrolmentAnswer.decode(read(answer));
            TerminalIdentity identity = files.renewal().holdsKeys()
                    ? Renewal.begin(files, passphrase).install(granted, passphrase, Instant.now())
                    : enrolled(files, granted, passphrase);
            console.out().println(Sentences.of("command.installed", identity.name()));
            return ExitCode.OK;
        }

        private TerminalIdentity enrolled(CertificatesFolder files, EnrolmentAnswer granted, char[] passphrase)
                throws IOException {
            TerminalIdentity identity = TerminalEnrolment.resume(institution, files.load(), passphrase)
                    .complete(granted, Instant.now());
            files.write(identity.files(passphrase));
            return identity;
        }
    }
}
