package org.yibao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.platform.PlatformException;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.TerminalProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Enrols a terminal: its request in, certificates and trust anchors out. The platform may run"
                + " meanwhile.")
final class EnrolCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions options = new FolderOptions();

    @Mixin
    private ProfileOptions terminal = new ProfileOptions();

    @Option(names = "--request", required = true, paramLabel = "FILE", description = "The terminal's request.")
    private Path request = Path.of("");

    @Option(names = "--answer", required = true, paramLabel = "FILE", description = "Where the answer is written.")
    private Path answer = Path.of("");

    @Override
    public Integer call() {
        TerminalProfile profile = terminal.profile();
        try {
            EnrolmentRequest asked = EnrolmentRequest.decode(Files.readAllBytes(request));
            EnrolmentAnswer granted =
                    ReferencePlatform.atEnrolmentDesk(options.settings(0), desk -> desk.enrol(profile, asked));
            Files.write(answer, granted.encode());
        } catch (IOException e) {
            throw new PlatformException("request or answer file cannot be used", e);
        }
        return CommandLine.ExitCode.OK;
    }
}
