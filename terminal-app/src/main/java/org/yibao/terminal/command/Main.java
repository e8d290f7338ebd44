package org.yibao.terminal.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.yibao.settlement.port.SettlementStore;
import org.yibao.terminal.log.TerminalLog;

/** Where {@code bin/terminal} begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(UnaryOperator.identity(), arguments));
    }

    /**
     * Runs one command line on the streams of the process.
     *
     * @param aroundStore see {@link org.yibao.terminal.Terminal#start(org.yibao.terminal.configuration.Configuration, java.util.Map,
     *     java.time.Clock, UnaryOperator)}
     * @return the exit code, one of {@link ExitCode}
     */
    public static int execute(UnaryOperator<SettlementStore> aroundStore, String... arguments) {
        TerminalLog.install();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exit = CommandTree.of(new Console(System.in, out, err), aroundStore).execute(arguments);
        out.flush();
        return exit;
    }
}
