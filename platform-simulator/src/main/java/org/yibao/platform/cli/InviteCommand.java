package org.yibao.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.platform.EnrolmentDesk;
import org.yibao.platform.PlatformException;
import org.yibao.platform.ReferencePlatform;
import org.yibao.settlement.TerminalProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "invite",
        mixinStandardHelpOptions = true,
        description = "Makes a code that enrols one terminal once, over the line, and prints it this once. The platform"
                + " may run meanwhile; it takes the code where it runs with --enrol-port.")
final class InviteCommand implements Callable<Integer> {
    /** A code that is good for longer waits in too many drawers. */
    private static final int DAYS_MAX = 30;

    @Mixin
    private FolderOptions options = new FolderOptions();

    @Mixin
    private ProfileOptions terminal = new ProfileOptions();

    @Option(names = "--days", paramLabel = "N", description = "How long the code is good, 1 to 30; 3 unless given.")
    private int days = 3;

    @Option(
            names = "--authority",
            paramLabel = "FILE",
            description = "Where the platform's authorities of the line are written, PEM: what the terminal judges the"
                    + " platform by.")
    private @Nullable Path authority;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (days < 1 || days > DAYS_MAX) {
            throw new PlatformException("--days is 1 to " + DAYS_MAX);
        }
        TerminalProfile profile = terminal.profile();
        EnrolmentCode code = ReferencePlatform.atEnrolmentDesk(options.settings(0), desk -> {
            writeAuthority(desk);
            return desk.invite(profile, Duration.ofDays(days));
        });
        if (spec != null) {
            // For the person who makes it: shown this once.
            spec.commandLine().getOut().println(code.text(InsecureSecretAccess.get()));
            spec.commandLine().getOut().flush();
        }
        return CommandLine.ExitCode.OK;
    }

    private void writeAuthority(EnrolmentDesk desk) {
        if (authority == null) {
            return;
        }
        try {
            Files.write(authority, desk.lineAnchors().encodePem());
        } catch (IOException e) {
            throw new PlatformException("the authority file cannot be written", e);
        }
    }
}
