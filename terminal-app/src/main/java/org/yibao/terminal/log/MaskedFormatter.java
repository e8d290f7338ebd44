package org.yibao.terminal.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Masked;

/**
 * One line an event: time, level, who, what. Numbers that look like an identity number or an e-voucher are masked,
 * whoever logged them. Of an exception its kinds and places are written; its message only where it is this
 * product's own, which never holds personal data.
 */
final class MaskedFormatter extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final Pattern IDENTITY = Pattern.compile("(?<![0-9A-Za-z])\\d{17}[0-9Xx](?![0-9A-Za-z])");
    private static final Pattern VOUCHER = Pattern.compile("(?<![0-9A-Za-z])\\d{28}(?![0-9A-Za-z])");
    private static final String OWN = "org.yibao.";
    private static final int CAUSES_MAX = 5;
    private static final int FRAMES_MAX = 12;

    private final ZoneId zone;

    MaskedFormatter(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public String format(LogRecord event) {
        StringBuilder line = new StringBuilder()
                .append(TIME.format(event.getInstant().atZone(zone)))
                .append(' ')
                .append(event.getLevel().getName())
                .append(' ')
                .append(event.getLoggerName())
                .append(' ')
                .append(masked(formatMessage(event)).replace('\n', ' ').replace('\r', ' '));
        appendFault(line, event.getThrown());
        return line.append(System.lineSeparator()).toString();
    }

    static String masked(String text) {
        String withoutNumbers = IDENTITY.matcher(text).replaceAll(found -> Masked.number(found.group()));
        return VOUCHER.matcher(withoutNumbers)
                .replaceAll(found -> "*".repeat(found.group().length()));
    }

    private static void appendFault(StringBuilder line, @Nullable Throwable fault) {
        Throwable next = fault;
        for (int i = 0; next != null && i < CAUSES_MAX; i++) {
            line.append(i == 0 ? " | " : " | because ").append(next.getClass().getName());
            if (next.getClass().getName().startsWith(OWN)) {
                line.append(": ")
                        .append(masked(String.valueOf(next.getMessage())).replace('\n', ' '));
            }
            StackTraceElement[] frames = next.getStackTrace();
            for (int frame = 0; frame < Math.min(frames.length, FRAMES_MAX); frame++) {
                line.append(" < ").append(frames[frame]);
            }
            next = next.getCause();
        }
    }
}
