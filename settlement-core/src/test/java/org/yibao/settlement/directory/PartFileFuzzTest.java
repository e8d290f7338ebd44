package org.yibao.settlement.directory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.testing.PartFiles;

/** Any bytes as a part's file, and as the text within: refused with faults, or rows that could be written again. */
final class PartFileFuzzTest {
    @FuzzTest
    void anyBytesAreAFileOrRefused(byte[] bytes) throws IOException {
        for (DirectoryPart part : DirectoryPart.values()) {
            read(part, bytes);
        }
        asText(bytes);
    }

    private static void asText(byte[] text) throws IOException {
        read(DirectoryPart.CATALOGUE, zip("catalogue.txt", text));
        read(DirectoryPart.PRICE_CEILINGS, zip("ceilings.txt", text));
        read(DirectoryPart.SELF_PAY_RATIOS, zip("ratios.txt", text));
        read(DirectoryPart.DICTIONARY, zip("dictionary.txt", text));
        read(DirectoryPart.STOP_LIST, zip("stopped.txt", text));
    }

    private static byte[] zip(String name, byte[] text) {
        return PartFiles.zip(new PackedFile(name, Bytes.of(text))).toArray();
    }

    private static void read(DirectoryPart part, byte[] file) throws IOException {
        List<PartRow> rows = new ArrayList<>();
        try {
            if (PartFile.hasRows(part)) {
                long count = PartFile.rows(part, new ByteArrayInputStream(file), rows::add);
                assertTrue(count == rows.size() && rows.size() <= PartFile.ROWS_MAX);
            } else {
                PartFile.files(new ByteArrayInputStream(file))
                        .forEach(packed -> assertFalse(packed.name().matches(".*[/\\\\:].*|\\..*")));
            }
        } catch (PartFileException refused) {
            assertFalse(refused.faults().isEmpty());
            assertTrue(refused.faults().size() <= PartFileException.FAULTS_MAX);
            return;
        }
        for (PartRow row : rows) {
            assertTrue(row.until() == null || !row.until().isBefore(row.from()));
            assertTrue(row.toString().getBytes(StandardCharsets.UTF_8).length < 2 * RowReader.LINE_BYTES_MAX);
        }
    }
}
