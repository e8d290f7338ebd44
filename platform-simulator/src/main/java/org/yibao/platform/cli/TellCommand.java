package org.yibao.platform.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.platform.control.ControlClient;
import org.yibao.platform.control.PlatformAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "tell",
        mixinStandardHelpOptions = true,
        description =
                "Tells a running platform: cut, restore, drop N, duplicate N, delay MS, garble N, directory, voucher"
                        + " PSN_NO, sale PSN_NO YUAN, people, person PSN_NO [YEAR], settlements, totals [INSTITUTION LETTER], alarms,"
                        + " gaps, quarantined, release INSTITUTION LETTER, connections. Prints its answer, JSON.")
final class TellCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "The platform's folder.")
    private Path folder = Path.of(".");

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD")
    private List<String> words = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        String answer = new ControlClient(PlatformAddress.load(folder)).tell(words);
        if (spec != null) {
            spec.commandLine().getOut().println(answer);
        }
        return CommandLine.ExitCode.OK;
    }
}
