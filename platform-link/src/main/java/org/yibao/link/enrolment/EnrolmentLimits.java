package org.yibao.link.enrolment;

import java.time.Duration;

/**
 * What strangers may take of a platform.
 *
 * @param connectionsMax open at once; more are closed as they come
 * @param tlsWithin how long TLS may take
 * @param requestWithin how long the whole ENROL may take after it
 */
public record EnrolmentLimits(int connectionsMax, Duration tlsWithin, Duration requestWithin) {
    public static final EnrolmentLimits USUAL = new EnrolmentLimits(16, Duration.ofSeconds(10), Duration.ofSeconds(10));
}
