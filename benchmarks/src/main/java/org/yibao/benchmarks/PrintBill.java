package org.yibao.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints a {@link Bill} as a line of JSON, for the bulk run. */
final class PrintBill {
    private PrintBill() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(new String(Bill.valueOf(arguments[0]).json(), StandardCharsets.UTF_8));
    }
}
