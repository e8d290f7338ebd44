package org.yibao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformException;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.PrivateFile;
import org.yibao.platform.ReferencePlatform;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "publisher",
        mixinStandardHelpOptions = true,
        description = "Makes a publisher's key for signing policy bundles, for development: a key store under the"
                + " platform's passphrase, and the trust anchors for terminals. The platform may run meanwhile.")
final class PublisherCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions options = new FolderOptions();

    @Option(names = "--name", required = true, description = "The publisher that the bundles name.")
    private String name = "";

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "Where the key store is written.")
    private Path key = Path.of("");

    @Option(names = "--anchors", required = true, paramLabel = "FILE", description = "Where the anchors are written.")
    private Path anchors = Path.of("");

    @Override
    public Integer call() {
        Passphrase passphrase = options.passphrase();
        PlatformSettings settings = options.settings(0);
        ReferencePlatform.atEnrolmentDesk(settings, desk -> {
            PrivateFile.write(key, passphrase.encode(desk.publisher(name)));
            write(anchors, desk.publisherAnchors().encodePem());
            return key;
        });
        return CommandLine.ExitCode.OK;
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new PlatformException("the anchors file cannot be written", e);
        }
    }
}
