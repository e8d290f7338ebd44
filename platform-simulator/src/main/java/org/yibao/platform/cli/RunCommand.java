package org.yibao.platform.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.yibao.certs.LineSuites;
import org.yibao.platform.PlatformException;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;
import org.yibao.platform.control.ControlServer;
import org.yibao.platform.control.PlatformAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the platform until it is told to stop; prints one line when it is ready and writes"
                + " DIR/platform.json.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private FolderOptions options = new FolderOptions();

    @Option(names = "--port", paramLabel = "N", description = "Port of the line; 0, the default, takes a free one.")
    private int port;

    @Option(names = "--control-port", paramLabel = "N", description = "Port of the control; 0 takes a free one.")
    private int controlPort;

    @Option(
            names = "--enrol-port",
            paramLabel = "N",
            description =
                    "Port where terminals are enrolled by the codes of invite; 0 takes a free one. Without it none"
                            + " is, over the line.")
    private @Nullable Integer enrolPort;

    @Option(names = "--seed", paramLabel = "FILE", description = "The insured of the first start, JSON.")
    private @Nullable Path seed;

    @Option(
            names = "--tls",
            paramLabel = "CHOICE",
            description = "Cipher suites of the line: sm-only, sm-preferred (the default) or international.")
    private String tls = LineSuites.SM_PREFERRED.text();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        LineSuites suites = LineSuites.find(tls)
                .orElseThrow(() -> new PlatformException("--tls is sm-only, sm-preferred or international"));
        PlatformSettings usual = options.settings(port).withSuites(suites);
        PlatformSettings seeded = seed == null ? usual : usual.withSeed(seed);
        PlatformSettings settings = enrolPort == null ? seeded : seeded.withEnrolPort(enrolPort);
        try (ReferencePlatform platform = ReferencePlatform.start(settings);
                ControlServer control = ControlServer.start(platform, controlPort)) {
            PlatformAddress address = new PlatformAddress(
                    settings.host(),
                    platform.address().getPort(),
                    control.port(),
                    control.token(),
                    platform.enrolPort());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped), "platform-stop"));
            address.write(settings.folder());
            print(address + " folder " + settings.folder());
            stop.await();
            PlatformAddress.remove(settings.folder());
        } finally {
            stopped.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(String line) {
        if (spec != null) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }

    /** The virtual machine ends when its hooks have: this one waits until the ledger is closed. */
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
