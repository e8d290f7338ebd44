package org.yibao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yibao.certs.Revocations;
import org.yibao.platform.EnrolmentDesk;
import org.yibao.platform.PlatformException;
import org.yibao.platform.ReferencePlatform;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "revocations",
        mixinStandardHelpOptions = true,
        description = "Writes the authorities' revocation lists as of now, PEM, for \"certs trust\" at a terminal. The"
                + " platform may run meanwhile.")
final class RevocationsCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions options = new FolderOptions();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the lists are written.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        Revocations lists = ReferencePlatform.atEnrolmentDesk(options.settings(0), EnrolmentDesk::revocations);
        try {
            Files.write(out, lists.encodePem());
        } catch (IOException e) {
            throw new PlatformException("the lists' file cannot be written", e);
        }
        return CommandLine.ExitCode.OK;
    }
}
