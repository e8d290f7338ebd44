package org.yibao.link.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;

/**
 * The files of 3202: a ZIP with one text in UTF-8, a line a row, a tab between columns, {@code null} for what is
 * empty. What an institution hands in has 8 columns, the platform's answer 11.
 */
public final class StatementFile {
    /** A row has some 250 bytes, and both sides' rows stand in an answer. */
    public static final int UNPACKED_BYTES_MAX = 32 << 20;

    /** Rows pack to a sixth. */
    public static final int PACKED_BYTES_MAX = 8 << 20;

    private static final String ENTRY = "statement.txt";
    private static final String EMPTY = "null";
    private static final String TAB = "\t";
    private static final int HANDED_COLUMNS = 8;
    private static final int HELD_COLUMNS = 11;

    /** ZIP knows no time before it; a fixed one keeps the bytes the same. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private StatementFile() {}

    /** How a row stands, in the platform's answer. */
    public enum Standing {
        EQUAL("0"),
        DIFFERS("1"),
        ONLY_PLATFORM("2"),
        /** The row is the institution's own, as it was handed in. */
        ONLY_INSTITUTION("3");

        private final String code;

        Standing(String code) {
            this.code = code;
        }
    }

    /** A row of the platform's answer. */
    public record Judged(StatementRow row, Standing standing) {}

    /** The extension column of what is handed in. */
    private record HandedExtension(String msgid, Amount psnCashPay) {}

    /** The extension column of the answer. */
    private record HeldExtension(Amount psnCashPay) {}

    /** The rows that an institution hands in. */
    public static Bytes handed(List<StatementRow> rows) {
        StringBuilder text = new StringBuilder();
        for (StatementRow row : rows) {
            line(
                    text,
                    row.setlId(),
                    row.visitId(),
                    row.psnNo(),
                    yuan(row.medfee()),
                    yuan(row.fund()),
                    yuan(row.account()),
                    flag(row),
                    json(new HandedExtension(row.message(), row.cash())));
        }
        return packed(text);
    }

    /** The platform's answer. */
    public static Bytes held(List<Judged> rows) {
        StringBuilder text = new StringBuilder();
        for (Judged judged : rows) {
            StatementRow row = judged.row();
            line(
                    text,
                    row.psnNo(),
                    row.visitId(),
                    row.setlId(),
                    row.message(),
                    judged.standing().code,
                    flag(row),
                    "",
                    yuan(row.medfee()),
                    yuan(row.fund()),
                    yuan(row.account()),
                    json(new HeldExtension(row.cash())));
        }
        return packed(text);
    }

    private static void line(StringBuilder text, String... columns) {
        for (int i = 0; i < columns.length; i++) {
            text.append(i == 0 ? "" : TAB).append(columns[i].isEmpty() ? EMPTY : columns[i]);
        }
        text.append('\n');
    }

    private static String yuan(Amount amount) {
        return amount.yuan().toPlainString();
    }

    private static String flag(StatementRow row) {
        return Flag.of(row.kind() == StatementRow.Kind.VOID).text();
    }

    private static String json(Object extension) {
        return new String(WireJson.encode(extension).toArray(), StandardCharsets.UTF_8);
    }

    private static Bytes packed(StringBuilder text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            ZipEntry entry = new ZipEntry(ENTRY);
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.of(packed.toByteArray());
    }

    /**
     * What an institution handed in.
     *
     * @throws MessageException when it is no such file, a line is no row, or a message stands twice
     */
    public static List<StatementRow> readHanded(Bytes file, ClearingGroup group) {
        List<StatementRow> rows = new ArrayList<>();
        Set<String> messages = new HashSet<>();
        for (String line : lines(file)) {
            StatementRow row = handedRow(line, group);
            if (!messages.add(row.message())) {
                throw new MessageException("a message stands twice");
            }
            rows.add(row);
        }
        return rows;
    }

    private static StatementRow handedRow(String line, ClearingGroup group) {
        String[] columns = columns(line, HANDED_COLUMNS);
        HandedExtension extension = extension(columns[HANDED_COLUMNS - 1], HandedExtension.class);
        return new StatementRow(
                group,
                kind(columns[6]),
                extension.msgid(),
                columns[0],
                columns[1],
                columns[2],
                amount(columns[3]),
                amount(columns[4]),
                amount(columns[5]),
                extension.psnCashPay());
    }

    /**
     * What the platform holds of a group: its answer without the rows that only the institution has. A line that is no
     * row is counted and hides no other.
     *
     * @throws MessageException when it is no such file
     */
    public static Statement.Rows readHeld(Bytes file, ClearingGroup group) {
        List<StatementRow> rows = new ArrayList<>();
        Set<String> messages = new HashSet<>();
        int odd = 0;
        for (String line : lines(file)) {
            try {
                StatementRow row = heldRow(line, group);
                if (row != null && !messages.add(row.message())) {
                    odd++;
                } else if (row != null) {
                    rows.add(row);
                }
            } catch (MessageException noRow) {
                odd++;
            }
        }
        return new Statement.Rows(rows, odd);
    }

    private static @Nullable StatementRow heldRow(String line, ClearingGroup group) {
        String[] columns = columns(line, HELD_COLUMNS);
        if (columns[4].equals(Standing.ONLY_INSTITUTION.code)) {
            return null;
        }
        if (columns[3].isEmpty()) {
            throw new MessageException("a row without its message");
        }
        return new StatementRow(
                group,
                kind(columns[5]),
                columns[3],
                columns[2],
                columns[1],
                columns[0],
                amount(columns[7]),
                amount(columns[8]),
                amount(columns[9]),
                extension(columns[HELD_COLUMNS - 1], HeldExtension.class).psnCashPay());
    }

    private static String[] columns(String line, int count) {
        String[] columns = line.split(TAB, -1);
        if (columns.length != count) {
            throw new MessageException("a row has " + count + " columns");
        }
        for (int i = 0; i < count; i++) {
            columns[i] = columns[i].equals(EMPTY) ? "" : columns[i];
        }
        return columns;
    }

    private static StatementRow.Kind kind(String flag) {
        return Flag.parse(flag).isSet() ? StatementRow.Kind.VOID : StatementRow.Kind.SALE;
    }

    private static Amount amount(String yuan) {
        try {
            return Amount.parse(yuan);
        } catch (ArithmeticException | NumberFormatException noAmount) {
            throw new MessageException("a row's amount is none");
        }
    }

    private static <T> T extension(String json, Class<T> type) {
        return WireJson.parse(Bytes.of(json.getBytes(StandardCharsets.UTF_8))).read(type);
    }

    private static List<String> lines(Bytes file) {
        if (file.length() > PACKED_BYTES_MAX) {
            throw new MessageException("the file has more than " + PACKED_BYTES_MAX + " bytes");
        }
        byte[] text;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.toArray()))) {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null) {
                throw new MessageException("the file is no ZIP with one text");
            }
            text = zip.readNBytes(UNPACKED_BYTES_MAX + 1);
            if (text.length > UNPACKED_BYTES_MAX || zip.getNextEntry() != null) {
                throw new MessageException(
                        "the file unpacks to more than one text of " + UNPACKED_BYTES_MAX + " bytes");
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new MessageException("the ZIP is broken");
        }
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
