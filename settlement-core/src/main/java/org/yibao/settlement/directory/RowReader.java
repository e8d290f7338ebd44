package org.yibao.settlement.directory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a text of rows: UTF-8 without BOM, lines end with LF or CRLF, columns stand between tabs. */
final class RowReader {
    /** Bytes of a line: the longest row has eleven short columns. */
    static final int LINE_BYTES_MAX = 4_096;

    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final DirectoryPart part;
    private final Consumer<PartRow> rows;
    private final List<PartFault> faults = new ArrayList<>();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private int number;

    RowReader(DirectoryPart part, Consumer<PartRow> rows) {
        this.part = part;
        this.rows = rows;
    }

    /** @return how many rows */
    long read(InputStream text) throws IOException {
        InputStream bytes = new BufferedInputStream(text);
        int length = 0;
        boolean tooLong = false;
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next == '\n') {
                end(length, tooLong);
                length = 0;
                tooLong = false;
            } else if (length == LINE_BYTES_MAX) {
                tooLong = true;
            } else {
                line[length++] = (byte) next;
            }
        }
        if (length > 0) {
            end(length, tooLong);
        }
        if (!faults.isEmpty()) {
            throw new PartFileException(faults);
        }
        return number;
    }

    private void end(int length, boolean tooLong) {
        number++;
        if (number > PartFile.ROWS_MAX) {
            throw new PartFileException("more than " + PartFile.ROWS_MAX + " rows");
        }
        if (tooLong) {
            fault(0, "longer than " + LINE_BYTES_MAX + " bytes");
            return;
        }
        if (number == 1 && length >= BOM.length && Arrays.equals(line, 0, BOM.length, BOM, 0, BOM.length)) {
            fault(0, "a BOM is no text");
            return;
        }
        boolean carriageReturn = length > 0 && line[length - 1] == '\r';
        decoded(carriageReturn ? length - 1 : length).flatMap(this::row).ifPresent(row -> {
            // A file with a fault is refused: nothing that follows it is kept.
            if (faults.isEmpty()) {
                rows.accept(row);
            }
        });
    }

    private Optional<String> decoded(int length) {
        try {
            return Optional.of(decoder.decode(ByteBuffer.wrap(line, 0, length)).toString());
        } catch (CharacterCodingException notUtf8) {
            fault(0, "no UTF-8");
            return Optional.empty();
        }
    }

    private Optional<PartRow> row(String text) {
        Columns columns = new Columns(text.split("\t", -1), this::fault);
        PartRow row = switch (part) {
            case CATALOGUE -> columns.item();
            case PRICE_CEILINGS -> columns.ceiling();
            case SELF_PAY_RATIOS -> columns.ratio();
            case DICTIONARY -> columns.term();
            case STOP_LIST -> columns.stopped();
            case POLICY_TABLES, TRUST -> throw new IllegalStateException(part + " has no rows");
        };
        return columns.sound() ? Optional.of(row) : Optional.empty();
    }

    private void fault(int column, String sentence) {
        faults.add(new PartFault(number, column, sentence));
        if (faults.size() == PartFileException.FAULTS_MAX) {
            throw new PartFileException(faults);
        }
    }
}
