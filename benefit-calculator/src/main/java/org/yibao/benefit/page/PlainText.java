package org.yibao.benefit.page;

import java.util.ArrayList;
import java.util.List;

/** A page as plain text for a terminal or a printer. */
public final class PlainText {
    /** Columns of a line; only a closing mark or a table of very many columns goes past it. */
    public static final int COLUMNS = 80;

    private static final int COLUMN_MIN = 10;
    private static final String GAP = "  ";
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();

    private PlainText() {}

    /** The page's lines, without line feeds. */
    public static List<String> lines(Page page) {
        PlainText text = new PlainText();
        text.wrapped("", page.title());
        text.lines.add("=".repeat(Math.min(COLUMNS, Columns.of(page.title()))));
        page.blocks().forEach(text::block);
        return List.copyOf(text.lines);
    }

    private void block(Page.Block block) {
        if (block instanceof Page.Heading heading) {
            lines.add("");
            wrapped("", heading.text());
            if (heading.level() == 1) {
                lines.add("-".repeat(Math.min(COLUMNS, Columns.of(heading.text()))));
            }
        } else if (block instanceof Page.Paragraph paragraph) {
            wrapped("", paragraph.text());
        } else if (block instanceof Page.Item item) {
            wrapped(INDENT + item.mark() + " ", item.text());
        } else if (block instanceof Page.Table table) {
            table(table);
        }
    }

    /** Lines after the first stand under the text, not under its mark. */
    private void wrapped(String mark, String text) {
        int hanging = Columns.of(mark);
        List<String> broken = Columns.wrapped(text, COLUMNS - hanging);
        lines.add(mark + broken.get(0));
        broken.subList(1, broken.size()).forEach(line -> lines.add(" ".repeat(hanging) + line));
    }

    private void table(Page.Table table) {
        lines.add("");
        wrapped("", table.caption());
        int[] widths = widths(table);
        List<List<List<String>>> rows = new ArrayList<>();
        rows.add(broken(table.header(), widths));
        table.rows().forEach(row -> rows.add(broken(row, widths)));
        // A closing mark that stands past the end of its column moves the columns after it.
        for (int column = 0; column < widths.length; column++) {
            for (List<List<String>> row : rows) {
                for (String line : row.get(column)) {
                    widths[column] = Math.max(widths[column], Columns.of(line));
                }
            }
        }
        List<List<String>> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add(List.of("-".repeat(width)));
        }
        rows.add(1, rule);
        rows.forEach(row -> row(row, widths));
    }

    /** The lines of each cell of a row. */
    private static List<List<String>> broken(List<String> cells, int[] widths) {
        List<List<String>> broken = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            broken.add(Columns.wrapped(cells.get(column), widths[column]));
        }
        return broken;
    }

    /** As wide as the widest cell; the widest columns give way until the table fits. */
    private static int[] widths(Page.Table table) {
        int[] widths = new int[table.header().size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Columns.of(table.header().get(column));
            for (List<String> row : table.rows()) {
                widths[column] = Math.max(widths[column], Columns.of(row.get(column)));
            }
        }
        int spare = COLUMNS - INDENT.length() - GAP.length() * (widths.length - 1);
        while (sum(widths) > spare && widths[widest(widths)] > COLUMN_MIN) {
            int over = sum(widths) - spare;
            int widest = widest(widths);
            int second = second(widths, widest);
            widths[widest] =
                    Math.max(COLUMN_MIN, Math.max(widths[widest] - over, Math.min(second, widths[widest] - 1)));
        }
        return widths;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            widest = widths[column] > widths[widest] ? column : widest;
        }
        return widest;
    }

    private static int second(int[] widths, int widest) {
        int second = 0;
        for (int column = 0; column < widths.length; column++) {
            second = column == widest ? second : Math.max(second, widths[column]);
        }
        return second;
    }

    private void row(List<List<String>> broken, int[] widths) {
        int height = broken.stream().mapToInt(List::size).max().orElse(0);
        for (int index = 0; index < height; index++) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int column = 0; column < widths.length; column++) {
                List<String> cell = broken.get(column);
                String text = index < cell.size() ? cell.get(index) : "";
                line.append(Columns.padded(text, widths[column])).append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
    }
}
