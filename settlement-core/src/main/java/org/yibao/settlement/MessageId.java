package org.yibao.settlement;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * The sender's message id ({@code msgid}), 30 characters: institution code (12), time yyyyMMddHHmmss (14), one
 * character for the terminal within its institution, persisted counter (3). A settlement is named by the id of
 * its settlement message.
 */
public record MessageId(String value) implements Comparable<MessageId> {
    /** The counter runs from 0 to this within one second; then the next second is taken. */
    public static final int COUNTER_MAX = 999;

    private static final Pattern FORM = Pattern.compile("[0-9A-Z]{12}\\d{14}[0-9A-Z]\\d{3}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final int TIME_AT = 12;
    private static final int TERMINAL_AT = 26;
    private static final int COUNTER_AT = 27;

    public MessageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a message id: " + value);
        }
    }

    /** @throws IllegalArgumentException when a part has not its length */
    public static MessageId of(String institutionCode, LocalDateTime second, char terminal, int counter) {
        return new MessageId(institutionCode + TIME.format(second) + terminal + String.format("%03d", counter));
    }

    /** @throws IllegalArgumentException when the text has not the form of a message id */
    public static MessageId parse(String text) {
        return new MessageId(text);
    }

    public String institutionCode() {
        return value.substring(0, TIME_AT);
    }

    public LocalDateTime second() {
        return LocalDateTime.parse(value.substring(TIME_AT, TERMINAL_AT), TIME);
    }

    public char terminal() {
        return value.charAt(TERMINAL_AT);
    }

    public int counter() {
        return Integer.parseInt(value.substring(COUNTER_AT));
    }

    /**
     * The id to give after this one: never the same and never an earlier one, wherever the clock stands. When
     * the clock stands still or jumped back, counting goes on from this id.
     */
    public MessageId next(LocalDateTime now) {
        LocalDateTime second = now.withNano(0);
        if (second.isAfter(second())) {
            return of(institutionCode(), second, terminal(), 0);
        }
        if (counter() < COUNTER_MAX) {
            return of(institutionCode(), second(), terminal(), counter() + 1);
        }
        return of(institutionCode(), second().plusSeconds(1), terminal(), 0);
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
