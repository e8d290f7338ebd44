package org.yibao.terminal.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows whose columns line up on a terminal, where a Chinese character takes two places. */
final class AlignedTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    AlignedTable row(List<String> cells) {
        rows.add(cells.stream().map(AlignedTable::shown).toList());
        return this;
    }

    /** What others wrote must not steer the screen. */
    static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    void print(PrintStream out) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            widths.addAll(Collections.nCopies(Math.max(0, row.size() - widths.size()), 0));
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), width(row.get(i))));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String pad = " ".repeat(widths.get(i) - width(cell));
                line.append(isAmount(cell) ? pad + cell : cell + pad).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static boolean isAmount(String cell) {
        return cell.matches("-?\\d+\\.\\d\\d");
    }

    private static int width(String text) {
        return text.codePoints().map(AlignedTable::width).sum();
    }

    private static int width(int character) {
        boolean wide = Character.isIdeographic(character)
                || (character >= 0x3000 && character <= 0x303f)
                || (character >= 0xff01 && character <= 0xff60);
        return wide ? 2 : 1;
    }
}
