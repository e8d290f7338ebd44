package org.yibao.terminal.command;

import java.util.concurrent.Callable;
import org.yibao.settlement.MessageId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command about the message or the settlement of one id. */
abstract class OfOneId implements Callable<Integer> {
    final Console console;

    @Mixin
    CounterOptions options = new CounterOptions();

    @Parameters(paramLabel = "ID", descriptionKey = "ID")
    private String id = "";

    OfOneId(Console console) {
        this.console = console;
    }

    @Override
    public final Integer call() {
        return CounterOptions.id(console, id).map(this::call).orElse(ExitCode.WRONG_CALL);
    }

    abstract int call(MessageId about);
}
