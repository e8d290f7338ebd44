package org.yibao.terminal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.TerminalIdentity;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.CertificatesFolder;
import org.yibao.terminal.StartException;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.configuration.PassphraseSource;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code certs rotate}: another key for the store, or another passphrase for the key stores. */
@Command(name = "rotate", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class CertsRotateCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--config", required = true, paramLabel = "FILE")
    private Path config = Path.of("");

    @ArgGroup
    private @Nullable NewPassphrase newPassphrase;

    /** As {@link PassphraseOptions}, of the passphrase from now on. */
    private static final class NewPassphrase {
        @Option(names = "--new-passphrase-file", paramLabel = "FILE")
        private @Nullable Path file;

        @Option(names = "--new-passphrase-env", paramLabel = "NAME")
        private @Nullable String variable;

        PassphraseSource source() {
            return file != null
                    ? new PassphraseSource.InFile(file)
                    : new PassphraseSource.InEnvironment(String.valueOf(variable));
        }
    }

    CertsRotateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.load(config, System.getenv());
        if (newPassphrase == null) {
            Terminal.changeStoreKey(configuration);
            console.out().println(Sentences.of("certs.store-key-changed"));
            return ExitCode.OK;
        }
        try {
            changePassphrase(configuration, newPassphrase.source());
            console.out().println(Sentences.of("certs.passphrase-changed"));
            return ExitCode.OK;
        } catch (IOException refused) {
            console.err().println(Sentences.of("command.unusable", Machine.reason(refused)));
            return ExitCode.WRONG_CALL;
        }
    }

    private static void changePassphrase(Configuration configuration, PassphraseSource from) throws IOException {
        CertificatesFolder folder = CertificatesFolder.at(configuration.certificates());
        if (folder.renewal().holdsKeys()) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(Sentences.of("certs.renewal-waits")));
        }
        char[] before = read(configuration.passphrase());
        char[] after = read(from);
        try {
            folder.write(TerminalIdentity.open(folder.load(), before).files(after));
        } finally {
            Arrays.fill(before, '\0');
            Arrays.fill(after, '\0');
        }
    }

    private static char[] read(PassphraseSource source) {
        return source.read(System.getenv())
                .orElseThrow(() -> new StartException(FaultCode.PASSPHRASE_WRONG, List.of()));
    }
}
