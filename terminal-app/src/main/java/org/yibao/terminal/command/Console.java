package org.yibao.terminal.command;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and prints.
 *
 * @param out results, UTF-8
 * @param err sentences to the person at the keyboard, UTF-8
 */
public record Console(InputStream in, PrintStream out, PrintStream err) {}
