package org.yibao.settlement.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.testing.PartFiles;

final class PartFileTest {
    private static final String ROW = PartFiles.item("X1", "药", "2020-01-01", "null");

    private static List<PartRow> rows(DirectoryPart part, Bytes zip) throws IOException {
        List<PartRow> rows = new ArrayList<>();
        assertEquals(PartFile.rows(part, new ByteArrayInputStream(zip.toArray()), rows::add), rows.size());
        return rows;
    }

    private static String refusal(Bytes zip) {
        return String.valueOf(assertThrows(PartFileException.class, () -> rows(DirectoryPart.CATALOGUE, zip))
                .getMessage());
    }

    private static Bytes catalogue(String text) {
        return PartFiles.zip("catalogue.txt", text);
    }

    @Test
    void eachPartHasItsColumns() throws IOException {
        LocalDate from = LocalDate.of(2026, 1, 1);
        LocalDate until = LocalDate.of(2026, 12, 31);
        assertEquals(
                List.of(new PartRow.Item("X1", "阿 司", "201", "01", true, false, true, from, null)),
                rows(DirectoryPart.CATALOGUE, catalogue("X1\t阿 司\t201\t01\t1\t0\t1\t2026-01-01\tnull\r\n")));
        assertEquals(
                List.of(new PartRow.Ceiling("X1", "101", new BigDecimal("0.123456"), false, from, until)),
                rows(
                        DirectoryPart.PRICE_CEILINGS,
                        PartFiles.zip("ceilings.txt", "X1\t101\t0.123456\t2026-01-01\t2026-12-31\t0")));
        assertEquals(
                List.of(new PartRow.Ratio("X1", "310", "1", new BigDecimal("0.05"), true, from, null)),
                rows(
                        DirectoryPart.SELF_PAY_RATIOS,
                        PartFiles.zip("ratios.txt", "X1\t310\t1\t0.0500\t2026-01-01\tnull\t1\n")));
        assertEquals(
                List.of(new PartRow.Term("MED_TYPE", "41", "定点药店购药", null, true, from, null)),
                rows(
                        DirectoryPart.DICTIONARY,
                        PartFiles.zip("dictionary.txt", "MED_TYPE\t41\t定点药店购药\tnull\t1\t2026-01-01\tnull\n")));
        assertEquals(
                List.of(new PartRow.Stopped("3701", "01", from, null)),
                rows(DirectoryPart.STOP_LIST, PartFiles.zip("stopped.txt", "3701\t01\t2026-01-01\tnull\n")));
        assertEquals(List.of(), rows(DirectoryPart.CATALOGUE, catalogue("")));
    }

    @Test
    void everyFaultIsToldByLineAndColumnAndNothingOfTheFileIsRepeated() {
        String text = ROW
                + "X2\t药\t999\t02\t0\t0\t2\t2020-01-01\tnull\n"
                + "X3\t药\t101\n"
                + "X4\t药\t101\t02\t0\t0\t0\t2020-02-30\tnull\n"
                + "X5\t药\t101\t02\t0\t0\t0\t2020-02-03\t2020-02-02\n"
                + "X6\tnull\t101\t02\t0\t0\t0\t2020-02-03\tnull\tmore\n"
                + "\n";
        PartFileException refused =
                assertThrows(PartFileException.class, () -> rows(DirectoryPart.CATALOGUE, catalogue(text)));
        assertEquals(
                List.of("2/3", "2/7", "3/4", "3/5", "3/6", "3/7", "3/8", "3/9", "4/8", "5/9", "6/2", "6/10"),
                refused.faults().stream()
                        .map(fault -> fault.line() + "/" + fault.column())
                        .limit(12)
                        .toList());
        assertEquals(PartFileException.FAULTS_MAX, refused.faults().size());
        assertFalse(String.valueOf(refused.getMessage()).contains("999"));
    }

    @Test
    void whatIsNoTextOfRowsIsRefused() {
        assertEquals("line 1: a BOM is no text", refusal(catalogue("\uFEFF" + ROW)));
        assertEquals("line 2: longer than 4096 bytes", refusal(catalogue(ROW + "x".repeat(5_000) + "\n")));
        byte[] latin = (ROW + "X2\t\u00E9\t101\t02\t0\t0\t0\t2020-01-01\tnull\n").getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                true,
                refusal(PartFiles.zip(new PackedFile("catalogue.txt", Bytes.of(latin))))
                        .endsWith("no UTF-8"));
    }

    @Test
    void onlyAZipOfExactlyTheOneTextIsRead() {
        Bytes good = catalogue(ROW);
        assertEquals("the file is no ZIP with catalogue.txt", refusal(Bytes.of(new byte[100])));
        assertEquals("the file is no ZIP with catalogue.txt", refusal(PartFiles.zip("../catalogue.txt", ROW)));
        assertEquals("the ZIP is broken", refusal(Bytes.of(Arrays.copyOf(good.toArray(), 60))));
        PackedFile text = new PackedFile("catalogue.txt", Bytes.of(ROW.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "something stands beside catalogue.txt",
                refusal(PartFiles.zip(text, new PackedFile("more.txt", Bytes.of(new byte[0])))));
    }

    @Test
    void aZipBombIsRefusedAndNeverHeld() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("catalogue.txt"));
            byte[] much = new byte[1 << 20];
            Arrays.fill(much, (byte) 'x');
            for (long written = 0; written <= PartFile.UNPACKED_BYTES_MAX; written += much.length) {
                zip.write(much);
            }
        }
        assertEquals("the file unpacks to more than is read", refusal(Bytes.of(bytes.toByteArray())));
    }

    @Test
    void moreRowsThanAnyListHasAreRefused() {
        assertEquals("more than 1000000 rows", refusal(catalogue(ROW.repeat(PartFile.ROWS_MAX + 1))));
    }

    @Test
    void packedFilesHavePlainNamesAndAreBounded() throws IOException {
        PackedFile file = new PackedFile("a.yaml", Bytes.of(new byte[] {1}));
        assertEquals(List.of(file), files(PartFiles.zip(file)));
        for (String name : List.of("../a", "a/b", "a\\b", ".hidden", "", "C:a", "a".repeat(101))) {
            assertThrows(PartFileException.class, () -> files(PartFiles.zip(new PackedFile(name, file.content()))));
        }
        PackedFile[] many = new PackedFile[PartFile.ENTRIES_MAX + 1];
        Arrays.setAll(many, i -> new PackedFile("f" + i, file.content()));
        assertThrows(PartFileException.class, () -> files(PartFiles.zip(many)));
        PackedFile big = new PackedFile("big", Bytes.of(new byte[PartFile.PACKED_BYTES_MAX + 1]));
        assertThrows(PartFileException.class, () -> files(PartFiles.zip(big)));
        assertThrows(PartFileException.class, () -> files(Bytes.of(new byte[3])));
    }

    @Test
    void aDiskThatRefusesIsNotAFaultOfTheFile() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThrows(IOException.class, () -> PartFile.rows(DirectoryPart.CATALOGUE, broken, row -> {}));
    }

    private static List<PackedFile> files(Bytes zip) throws IOException {
        return PartFile.files(new ByteArrayInputStream(zip.toArray()));
    }
}
