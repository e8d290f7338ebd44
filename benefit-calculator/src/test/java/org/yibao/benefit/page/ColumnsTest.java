package org.yibao.benefit.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void chineseTakesTwoColumnsAndAccentsNone() {
        assertEquals(4, Columns.of("统筹"));
        assertEquals(5, Columns.of("55%（"));
        assertEquals(1, Columns.of("e\u0301"));
        assertEquals(2, Columns.of("𠮷"));
        assertEquals("统筹  ", Columns.padded("统筹", 6));
    }

    @Test
    void numbersAndCodesAreNotTornApart() {
        assertEquals(List.of("支付", "12345.67", "元"), Columns.wrapped("支付12345.67元", 9));
        assertEquals(List.of("abc", "def"), Columns.wrapped("abc def", 5));
        assertEquals(List.of("abcde", "fgh"), Columns.wrapped("abcdefgh", 5));
        assertEquals(List.of(""), Columns.wrapped("", 5));
    }

    @Test
    void closingMarksDoNotBeginALineAndOpeningOnesDoNotEndIt() {
        assertEquals(List.of("统筹。", "基金"), Columns.wrapped("统筹。基金", 4));
        assertEquals(List.of("统筹", "（基金）"), Columns.wrapped("统筹（基金）", 6));
    }

    @Test
    void noLineIsLongerThanItsColumnsByMoreThanAMark() {
        String text = "职工基本医疗保险统筹基金按70%支付444.19元；".repeat(20);
        for (int columns = 12; columns < 90; columns++) {
            int limit = columns + 2;
            assertTrue(Columns.wrapped(text, columns).stream().allMatch(line -> Columns.of(line) <= limit));
            assertEquals(text, String.join("", Columns.wrapped(text, columns)));
        }
    }
}
