package org.yibao.devices.number;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Dates as cards hold them: yyyyMMdd. */
public final class CompactDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private CompactDate() {}

    /** Empty when the text is not eight digits or names no day of the calendar. */
    public static Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(LocalDate.parse(text, FORM));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
