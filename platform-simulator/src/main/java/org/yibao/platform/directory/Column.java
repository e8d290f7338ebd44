package org.yibao.platform.directory;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A column of rows.
 *
 * @param name the interface's
 * @param expected in words
 * @param mayBeNothing whether {@code null} may stand there
 */
record Column(String name, String expected, boolean mayBeNothing, Predicate<String> form) {
    private static final String NOTHING = "null";
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,10}(\\.\\d{1,6})?");

    static Column text(String name, String expected, String pattern) {
        Pattern form = Pattern.compile(pattern);
        return new Column(name, expected, false, text -> form.matcher(text).matches());
    }

    static Column flag(String name) {
        return text(name, "0 or 1", "[01]");
    }

    static Column day(String name) {
        return new Column(name, "yyyy-MM-dd", false, Column::isDay);
    }

    /** A number from 0 on with at most this many decimals. */
    static Column decimal(String name, String expected, BigDecimal most, int decimals) {
        return new Column(
                name,
                expected,
                false,
                text -> DECIMAL.matcher(text).matches()
                        && new BigDecimal(text).scale() <= decimals
                        && new BigDecimal(text).compareTo(most) <= 0);
    }

    Column orNothing() {
        return new Column(name, expected + " or null", true, form);
    }

    boolean accepts(String value) {
        return isNothing(value) ? mayBeNothing : form.test(value);
    }

    static boolean isNothing(String value) {
        return value.equals(NOTHING);
    }

    private static boolean isDay(String text) {
        if (!DAY.matcher(text).matches()) {
            return false;
        }
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException noDay) {
            return false;
        }
    }
}
