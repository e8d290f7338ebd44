package org.yibao.terminal.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run}: the service itself, until the operating system asks it to end. */
@Command(name = "run", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final UnaryOperator<SettlementStore> aroundStore;

    @Option(names = "--config", required = true, paramLabel = "FILE")
    private Path config = Path.of("");

    RunCommand(Console console, UnaryOperator<SettlementStore> aroundStore) {
        this.console = console;
        this.aroundStore = aroundStore;
    }

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = Configuration.load(config, System.getenv());
        CountDownLatch ended = new CountDownLatch(1);
        Terminal terminal =
                Terminal.start(configuration, System.getenv(), Clock.system(configuration.zone()), aroundStore);
        Machine.onStopRequest(() -> {
            terminal.close();
            console.err().println(Sentences.of("command.stopped"));
            ended.countDown();
        });
        console.out().println(Sentences.of("command.ready", terminal.address()));
        console.out().flush();
        ended.await();
        return ExitCode.OK;
    }
}
