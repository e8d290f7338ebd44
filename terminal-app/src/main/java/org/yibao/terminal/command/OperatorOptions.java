package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who acts; it stands in the record. */
final class OperatorOptions {
    private static final String KEYBOARD = "terminal-command";

    @Option(names = "--operator", required = true, paramLabel = "ID")
    private String operator = "";

    @Option(names = "--operator-name", paramLabel = "NAME")
    private @Nullable String name;

    ObjectNode body() {
        return TerminalCall.JSON
                .createObjectNode()
                .put("opter", operator)
                .put("opter_name", name == null ? operator : name)
                .put("dev_no", KEYBOARD);
    }
}
