package org.yibao.benefit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgeTest {
    private static Age age(String birth, String day) {
        return new Age(LocalDate.parse(birth), LocalDate.parse(day));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-15, 2024-01-15, 0",
        "2024-01-15, 2024-01-16, 1",
        "2024-01-15, 2024-02-15, 1",
        "2024-01-15, 2024-02-16, 2",
        "2024-01-15, 2024-07-14, 6",
        "2024-01-15, 2024-07-15, 6",
        "2024-01-15, 2024-07-16, 7",
        "2023-08-31, 2024-02-29, 6",
        "2023-08-31, 2024-03-01, 7",
        "2022-08-31, 2023-02-28, 6",
        "2024-02-29, 2024-08-29, 6",
        "2024-02-29, 2024-08-30, 7",
        "1950-06-01, 2024-06-01, 888",
    })
    void aBegunMonthCountsWholeAndATermEndsWithItsLastDay(String birth, String day, int months) {
        assertEquals(months, age(birth, day).monthsBegun());
    }

    @ParameterizedTest
    @CsvSource({"1954-03-01, 2024-02-29, 69", "1954-03-01, 2024-03-01, 70", "1956-02-29, 2025-02-28, 68"})
    void aYearIsCompleteOnTheBirthday(String birth, String day, int years) {
        assertEquals(years, age(birth, day).years());
    }

    @Test
    void someoneIsBornOnTheDayOfBirth() {
        assertTrue(age("2024-01-15", "2024-01-15").isBorn());
        assertFalse(age("2024-01-15", "2024-01-14").isBorn());
    }
}
