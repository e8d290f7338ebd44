package org.yibao.terminal.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.StartException;
import org.yibao.terminal.configuration.PassphraseSource;
import picocli.CommandLine.Option;

/** Where a passphrase comes from: a file or the environment, never the command line. */
final class PassphraseOptions {
    @Option(names = "--passphrase-file", paramLabel = "FILE")
    private @Nullable Path file;

    @Option(names = "--passphrase-env", paramLabel = "NAME")
    private @Nullable String variable;

    /** @throws StartException PASSPHRASE_WRONG when there is none */
    char[] read() {
        PassphraseSource from = file != null
                ? new PassphraseSource.InFile(file)
                : new PassphraseSource.InEnvironment(String.valueOf(variable));
        return from.read(System.getenv()).orElseThrow(() -> new StartException(FaultCode.PASSPHRASE_WRONG, List.of()));
    }
}
