package org.yibao.platform.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformSettings;
import picocli.CommandLine.Option;

/** Options of every command that opens the platform's folder itself. */
final class FolderOptions {
    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The platform's folder.")
    Path folder = Path.of(".");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Its first line opens the key stores. Without it " + Passphrase.ENVIRONMENT_VARIABLE
                    + " does; without both DIR/passphrase, which is drawn at the first start.")
    @Nullable
    Path passphraseFile;

    Passphrase passphrase() {
        if (passphraseFile != null) {
            return Passphrase.load(passphraseFile);
        }
        String given = System.getenv(Passphrase.ENVIRONMENT_VARIABLE);
        return given == null ? Passphrase.loadOrDraw(folder) : Passphrase.of(given.toCharArray());
    }

    PlatformSettings settings(int port) {
        return PlatformSettings.demo(folder, port, passphrase(), InstantSource.system());
    }
}
