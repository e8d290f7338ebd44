package org.yibao.platform;

import java.time.Duration;
import org.yibao.link.message.DirectoryInput;
import org.yibao.link.message.DownloadInput;
import org.yibao.link.message.InquiryInput;
import org.yibao.link.message.RequestInput;
import org.yibao.settlement.Bytes;

/** What the platform was told to do wrong with its next answers. Any thread may use it. */
final class Faults {
    /** An answer may be held back this long at most. */
    static final Duration DELAY_MAX = Duration.ofMinutes(10);
    /** So many answers may be told to go wrong at once. */
    static final int ANSWERS_MAX = 1_000_000;

    private int drops;
    private int duplicates;
    private int garbled;
    private Duration delay = Duration.ZERO;

    /** How one answer goes out: {@code copies} times (0: not at all), {@code delay} late. */
    record Delivery(int copies, Duration delay) {}

    /** The next answers, but the directory's and inquiries', are worked out and applied, and not sent. */
    synchronized void drop(int answers) {
        drops = checked(answers);
    }

    /** The next answers, but the directory's and inquiries', are sent twice. */
    synchronized void duplicate(int answers) {
        duplicates = checked(answers);
    }

    /** The next pieces of files are sent with one byte changed, and signed all the same. */
    synchronized void garble(int pieces) {
        garbled = checked(pieces);
    }

    /** A piece as it is to be sent. */
    synchronized Bytes piece(Bytes good) {
        if (garbled == 0) {
            return good;
        }
        garbled--;
        byte[] wrong = good.toArray();
        wrong[wrong.length / 2] ^= 1;
        return Bytes.of(wrong);
    }

    /** All further answers are this late; zero ends it. */
    synchronized void delay(Duration late) {
        if (late.isNegative() || late.compareTo(DELAY_MAX) > 0) {
            throw new PlatformException("a delay is 0 to 600000 ms");
        }
        delay = late;
    }

    private static int checked(int answers) {
        if (answers < 0 || answers > ANSWERS_MAX) {
            throw new PlatformException("0 to 1000000 answers can go wrong");
        }
        return answers;
    }

    /** Takes the plan of the next answer; the directory's and an inquiry's are as late as any, and never dropped or sent twice. */
    synchronized Delivery next(RequestInput question) {
        if (question instanceof DirectoryInput
                || question instanceof DownloadInput
                || question instanceof InquiryInput) {
            return new Delivery(1, delay);
        }
        if (drops > 0) {
            drops--;
            return new Delivery(0, delay);
        }
        if (duplicates > 0) {
            duplicates--;
            return new Delivery(2, delay);
        }
        return new Delivery(1, delay);
    }
}
