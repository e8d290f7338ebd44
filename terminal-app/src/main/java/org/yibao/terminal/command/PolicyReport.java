package org.yibao.terminal.command;

import java.util.concurrent.Callable;
import org.yibao.benefit.page.HtmlText;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.page.PlainText;
import org.yibao.terminal.text.Sentences;

/** What the commands have in common that print a page about policy tables. */
abstract class PolicyReport implements Callable<Integer> {
    final Console console;

    PolicyReport(Console console) {
        this.console = console;
    }

    /** @return the exit code, unless the page cannot be written */
    final int print(Page page, int exit) {
        PlainText.lines(page).forEach(console.out()::println);
        return written(exit);
    }

    final int printHtml(Page page, int exit) {
        console.out().print(HtmlText.of(page));
        return written(exit);
    }

    final int written(int exit) {
        console.out().flush();
        if (console.out().checkError()) {
            console.err().println(Sentences.of("command.unwritten"));
            return ExitCode.WRONG_CALL;
        }
        return exit;
    }

    final int wrongCall(String sentence) {
        console.err().println(Sentences.of("command.wrong-call", sentence));
        return ExitCode.WRONG_CALL;
    }
}
