package org.yibao.certs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a certificate is valid, both ends included, in whole seconds.
 *
 * @param notBefore cut down to the second
 * @param notAfter cut down to the second, not before {@code notBefore}
 */
public record Validity(Instant notBefore, Instant notAfter) {
    public Validity {
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("a validity ends after it starts");
        }
    }

    public static Validity starting(Instant notBefore, Duration length) {
        return new Validity(notBefore, notBefore.plus(length));
    }
}
