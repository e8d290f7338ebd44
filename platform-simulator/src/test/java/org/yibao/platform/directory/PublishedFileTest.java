package org.yibao.platform.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryPart;

class PublishedFileTest {
    private static final String ITEM = "X-1\t片\t101\t01\t0\t0\t0\t2022-01-01\t2022-12-31\n";

    private static PublishedFile read(DirectoryPart part, byte[] text) {
        return PublishedFile.ofRows(part, Map.of("file", Bytes.of(text)));
    }

    private static PublishedFile read(DirectoryPart part, String text) {
        return read(part, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(DirectoryPart part, String text) {
        PublicationException refused = assertThrows(PublicationException.class, () -> read(part, text));
        return String.valueOf(refused.getMessage()).lines().toList();
    }

    @Test
    void rowsOfEveryPartAreRead() {
        assertEquals(1, read(DirectoryPart.CATALOGUE, ITEM).rows());
        assertEquals(
                1,
                read(DirectoryPart.PRICE_CEILINGS, "X-1\t1\t9999999999.999999\t2022-01-01\tnull\t1\n")
                        .rows());
        assertEquals(
                1,
                read(DirectoryPart.SELF_PAY_RATIOS, "X-1\t1\t1\t0.1250\t2022-01-01\tnull\t1\n")
                        .rows());
        assertEquals(
                1,
                read(DirectoryPart.DICTIONARY, "list_type\t101\t西药\tnull\t1\t2022-01-01\tnull\n")
                        .rows());
        assertEquals(
                1,
                read(DirectoryPart.STOP_LIST, "370100000000009\tDEATH\t2022-01-01\tnull\n")
                        .rows());
        assertEquals(0, read(DirectoryPart.STOP_LIST, "").rows());
    }

    @Test
    void linesMayEndInEitherWayAndTheLastInNone() {
        String two = ITEM + ITEM.replace("2022", "2023");

        assertEquals(2, read(DirectoryPart.CATALOGUE, two.replace("\n", "\r\n")).rows());
        assertEquals(2, read(DirectoryPart.CATALOGUE, two.strip()).rows());
    }

    @Test
    void sameContentPacksToTheSameBytes() {
        assertEquals(read(DirectoryPart.CATALOGUE, ITEM), read(DirectoryPart.CATALOGUE, ITEM));
    }

    @Test
    void allFaultsAreToldByLineAndColumn() {
        List<String> faults = faults(
                DirectoryPart.CATALOGUE,
                ITEM
                        + "X 2\t\t106\t04\t2\t0\t0\t2022-02-30\t2022-12-31\n"
                        + "X-3\tname\n"
                        + "\n"
                        + "X-4\tname\t101\t01\t0\t0\t0\tnull\tnull\n"
                        + "X-5\tname\t101\t01\t0\t0\t0\t2022-01-02\t2022-01-01\n");

        assertEquals(
                List.of(
                        "line 2, column 1 med_list_codg: 1 to 50 letters, digits, points, underlines, hyphens",
                        "line 2, column 2 name: 1 to 200 characters",
                        "line 2, column 3 list_type: 101 to 105, 201 or 301",
                        "line 2, column 4 chrgitm_lv: 01, 02 or 03",
                        "line 2, column 5 procured: 0 or 1",
                        "line 2, column 8 begndate: yyyy-MM-dd",
                        "line 3: 2 columns in place of 9",
                        "line 4: 1 columns in place of 9",
                        "line 5, column 8 begndate: yyyy-MM-dd",
                        "line 6, column 9 enddate: no day before the first"),
                faults);
    }

    @ParameterizedTest
    @CsvSource({
        "2022-12-31, null, false",
        "2021-06-01, 2022-01-01, false",
        "2021-06-01, null, false",
        "2022-03-01, 2022-03-01, false",
        "2023-01-01, null, true",
        "2021-06-01, 2021-12-31, true"
    })
    void rowsOfOneCodeDoNotShareADay(String first, String last, boolean apart) {
        String other = "X-1\t丸\t101\t01\t0\t0\t0\t" + first + "\t" + last + "\n";
        if (apart) {
            assertEquals(2, read(DirectoryPart.CATALOGUE, ITEM + other).rows());
        } else {
            assertEquals(
                    List.of("line 2, column 8 begndate: days that no other row of the same code has"),
                    faults(DirectoryPart.CATALOGUE, ITEM + other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.0001", "0.12345", "1e-1", "null", "", ".5", "0,1"})
    void proportionIsFromNothingToAllWithFourDecimals(String proportion) {
        assertEquals(
                List.of("line 1, column 4 selfpay_prop: 0 to 1, at most 4 decimals"),
                faults(DirectoryPart.SELF_PAY_RATIOS, "X-1\t1\t1\t" + proportion + "\t2022-01-01\tnull\t1\n"));
    }

    @Test
    void faultShowsNobody() {
        List<String> faults = faults(DirectoryPart.STOP_LIST, "370100-000000009\tDEATH\t2022-01-01\tnull\n");

        assertEquals(List.of("line 1, column 1 psn_no: 1 to 30 letters and digits"), faults);
    }

    @Test
    void lineIsBounded() {
        assertEquals(
                List.of("line 2: more than 1365 characters"),
                faults(DirectoryPart.STOP_LIST, "370100000000009\tDEATH\t2022-01-01\tnull\n" + "x".repeat(5_000)));
    }

    @Test
    void faultsAreBounded() {
        assertEquals(
                RowsFile.FAULTS_MAX,
                faults(DirectoryPart.STOP_LIST, "x\n".repeat(5_000)).size());
    }

    @Test
    void textIsUtf8WithoutAMark() {
        assertTrue(faults(DirectoryPart.CATALOGUE, "\ufeff" + ITEM).get(0).contains("byte order mark"));
        byte[] gbk = {'X', '\t', (byte) 0xc6, (byte) 0xac};
        assertThrows(PublicationException.class, () -> read(DirectoryPart.CATALOGUE, gbk));
        assertFalse(
                faults(DirectoryPart.CATALOGUE, ITEM.replace("片", "a\u0007b")).isEmpty());
    }

    @Test
    void partOfRowsIsOneFile() {
        Bytes item = Bytes.of(ITEM.getBytes(StandardCharsets.UTF_8));
        assertThrows(
                PublicationException.class,
                () -> PublishedFile.ofRows(DirectoryPart.CATALOGUE, Map.of("one", item, "two", item)));
        assertThrows(PublicationException.class, () -> PublishedFile.ofRows(DirectoryPart.CATALOGUE, Map.of()));
    }
}
