package org.yibao.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.yibao.terminal.command.CommandTree;
import org.yibao.terminal.command.Console;
import org.yibao.terminal.log.TerminalLog;

/** Where {@code bin/terminal} begins. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        TerminalLog.install();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exit = execute(System.in, out, err, arguments);
        out.flush();
        System.exit(exit);
    }

    /** @return the exit code, one of {@link org.yibao.terminal.command.ExitCode} */
    static int execute(InputStream in, PrintStream out, PrintStream err, String... arguments) {
        return CommandTree.of(new Console(in, out, err)).execute(arguments);
    }
}
