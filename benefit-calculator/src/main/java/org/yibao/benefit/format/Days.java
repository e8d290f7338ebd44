package org.yibao.benefit.format;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** How days and times are written; a year has four digits and no sign, which {@code uuuu} would not insist on. */
final class Days {
    private static final int YEAR_DIGITS = 4;

    static final DateTimeFormatter MONTH = afterYear("-MM");
    static final DateTimeFormatter DAY = afterYear("-MM-dd");
    static final DateTimeFormatter TIME = afterYear("-MM-dd HH:mm:ss");

    private Days() {}

    private static DateTimeFormatter afterYear(String rest) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR, YEAR_DIGITS)
                .appendPattern(rest)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
