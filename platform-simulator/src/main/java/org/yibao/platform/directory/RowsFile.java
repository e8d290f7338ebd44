package org.yibao.platform.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryPart;

/**
 * Rows in UTF-8: a line each, columns by position between tabs. No fault shows what stands in a column: it may be a
 * person's.
 */
final class RowsFile {
    /** Faults that are listed; who has more mends these first. */
    static final int FAULTS_MAX = 1_000;

    /** Rows of a text. */
    static final int ROWS_MAX = 1_000_000;

    /** Characters of a row, each of at most three bytes or half of four: terminals read lines of 4 096 bytes. */
    private static final int LINE_CHARACTERS_MAX = 4_096 / 3;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Layout layout;
    private final List<String> faults = new ArrayList<>();
    /** By what a row is about: last days by first days. */
    private final Map<List<String>, NavigableMap<LocalDate, LocalDate>> spans = new HashMap<>();

    private RowsFile(Layout layout) {
        this.layout = layout;
    }

    /** @throws PublicationException with all faults by line and column, at most {@value #FAULTS_MAX} */
    static PublishedFile.Entries read(DirectoryPart part, Map<String, Bytes> files) {
        if (files.size() != 1) {
            throw new PublicationException(part + " is published from one file");
        }
        Bytes content = files.values().iterator().next();
        RowsFile file = new RowsFile(Layout.of(part));
        long rows = file.rows(decoded(content));
        if (!file.faults.isEmpty()) {
            throw new PublicationException(file.faults);
        }
        return new PublishedFile.Entries(rows, Map.of(file.layout.entry(), content));
    }

    private static String decoded(Bytes content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.toArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new PublicationException("the file is not UTF-8", notUtf8);
        }
    }

    private int rows(String text) {
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new PublicationException("line 1: a byte order mark");
        }
        int line = 0;
        int at = 0;
        while (at < text.length() && faults.size() < FAULTS_MAX) {
            if (line == ROWS_MAX) {
                throw new PublicationException("more than " + ROWS_MAX + " rows");
            }
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            boolean carriageReturn = end > at && text.charAt(end - 1) == '\r';
            line++;
            row(line, text.substring(at, carriageReturn ? end - 1 : end));
            at = end + 1;
        }
        return line;
    }

    private void row(int line, String text) {
        if (text.length() > LINE_CHARACTERS_MAX) {
            faults.add("line " + line + ": more than " + LINE_CHARACTERS_MAX + " characters");
            return;
        }
        String[] values = text.split("\t", -1);
        List<Column> columns = layout.columns();
        if (values.length != columns.size()) {
            faults.add("line " + line + ": " + values.length + " columns in place of " + columns.size());
            return;
        }
        boolean sound = true;
        for (int i = 0; i < values.length; i++) {
            if (!columns.get(i).accepts(values[i])) {
                fault(line, i, columns.get(i).expected());
                sound = false;
            }
        }
        if (sound) {
            days(line, values);
        }
    }

    private void days(int line, String[] values) {
        LocalDate first = LocalDate.parse(values[layout.begins()]);
        String end = values[layout.begins() + 1];
        LocalDate last = Column.isNothing(end) ? LocalDate.MAX : LocalDate.parse(end);
        if (last.isBefore(first)) {
            fault(line, layout.begins() + 1, "no day before the first");
            return;
        }
        NavigableMap<LocalDate, LocalDate> same =
                spans.computeIfAbsent(List.of(values).subList(0, layout.key()), key -> new TreeMap<>());
        Map.Entry<LocalDate, LocalDate> before = same.floorEntry(last);
        if (before != null && !before.getValue().isBefore(first)) {
            fault(line, layout.begins(), "days that no other row of the same code has");
            return;
        }
        same.put(first, last);
    }

    private void fault(int line, int column, String expected) {
        faults.add("line " + line + ", column " + (column + 1) + " "
                + layout.columns().get(column).name() + ": " + expected);
    }
}
