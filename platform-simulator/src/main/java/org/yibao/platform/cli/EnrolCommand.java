package org.yibao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.yibao.benefit.DesignatedInstitution;
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

    @Option(names = "--institution", required = true, paramLabel = "CODE", description = "fixmedins_code.")
    private String institution = "";

    @Option(names = "--letter", required = true, paramLabel = "A", description = "Terminal within the institution.")
    private char letter;

    @Option(names = "--name", required = true, description = "fixmedins_name.")
    private String name = "";

    @Option(names = "--type", required = true, description = "fixmedins_type: 1 institution, 2 pharmacy.")
    private String type = "";

    @Option(names = "--tier", required = true, description = "3, 2, 1 or 0 (ungraded).")
    private String tier = "";

    @Option(names = "--admdvs", required = true, description = "Division of the place of care, six digits.")
    private String admdvs = "";

    @Option(names = "--request", required = true, paramLabel = "FILE", description = "The terminal's request.")
    private Path request = Path.of("");

    @Option(names = "--answer", required = true, paramLabel = "FILE", description = "Where the answer is written.")
    private Path answer = Path.of("");

    @Override
    public Integer call() {
        TerminalProfile profile = profile();
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

    private TerminalProfile profile() {
        boolean sound = type.matches("[12]") && tier.matches("[0-3]") && admdvs.matches("\\d{6}") && !name.isBlank();
        if (!sound) {
            throw new PlatformException("type is 1 or 2, tier 0 to 3, admdvs six digits, name not empty");
        }
        return new TerminalProfile(new DesignatedInstitution(institution, type, tier), name, letter, admdvs);
    }
}
