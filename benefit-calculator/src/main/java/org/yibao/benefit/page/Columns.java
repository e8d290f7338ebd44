package org.yibao.benefit.page;

import java.util.ArrayList;
import java.util.List;

/** Texts measured and broken by the columns of a terminal, where a Chinese character takes two. */
final class Columns {
    /** Marks that never begin a line; they may stand one past the end of it. */
    private static final String CLOSING = "，。；：、）」》〕”！？,.;:)]%";

    /** Marks that never end a line. */
    private static final String OPENING = "（《“〔「";

    private Columns() {}

    /** The columns a text takes. */
    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    static int of(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(point) ? 2 : 1;
    }

    /** The wide and full-width blocks of Unicode's East Asian Width. */
    private static boolean isWide(int point) {
        return between(point, 0x1100, 0x115F)
                || between(point, 0x2E80, 0x303E)
                || between(point, 0x3041, 0xA4CF)
                || between(point, 0xAC00, 0xD7A3)
                || between(point, 0xF900, 0xFAFF)
                || between(point, 0xFE30, 0xFE6F)
                || between(point, 0xFF00, 0xFF60)
                || between(point, 0xFFE0, 0xFFE6)
                || between(point, 0x1F300, 0x1FAFF)
                || between(point, 0x20000, 0x3FFFD);
    }

    private static boolean between(int point, int first, int last) {
        return point >= first && point <= last;
    }

    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /**
     * Breaks a text into lines of at most so many columns. Numbers, codes and words stay whole where they fit on a
     * line; a closing mark may stand past the end.
     */
    static List<String> wrapped(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (String piece : pieces(text, columns)) {
            int wanted = of(piece);
            if (width > 0 && width + wanted > columns && !CLOSING.contains(piece)) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                width = 0;
                if (piece.isBlank()) {
                    continue;
                }
            }
            line.append(piece);
            width += wanted;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Runs of narrow characters as one, wide characters one by one, opening marks with what they open. */
    private static List<String> pieces(String text, int columns) {
        List<String> joined = new ArrayList<>();
        String opening = "";
        for (String piece : unjoined(text, columns)) {
            if (OPENING.contains(piece)) {
                opening += piece;
            } else {
                joined.add(opening + piece);
                opening = "";
            }
        }
        joined.add(opening);
        return joined;
    }

    private static List<String> unjoined(String text, int columns) {
        List<String> pieces = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        int length = 0;
        for (int point : text.codePoints().toArray()) {
            boolean joins = point != ' ' && of(point) < 2;
            if (!joins || length >= columns) {
                flush(run, pieces);
                length = 0;
            }
            if (joins) {
                run.appendCodePoint(point);
                length++;
            } else {
                pieces.add(Character.toString(point));
            }
        }
        flush(run, pieces);
        return pieces;
    }

    private static void flush(StringBuilder run, List<String> pieces) {
        if (run.length() > 0) {
            pieces.add(run.toString());
            run.setLength(0);
        }
    }
}
