package org.yibao.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a certificate stands at an instant, for the people who keep the terminal.
 *
 * @param fault why it is refused then; empty while it is good
 * @param daysLeft whole days to its end, negative after it
 */
public record CertificateStanding(Certificate certificate, Optional<CertificateFault> fault, long daysLeft) {
    /** Days before the end at which people are warned, the last warning first. */
    private static final List<Integer> WARNING_DAYS = List.of(7, 30, 60);

    /** @param check refuses the certificate by a {@link CertificateRefusedException} */
    static CertificateStanding of(Certificate certificate, Instant instant, Runnable check) {
        long seconds =
                Duration.between(instant, certificate.validity().notAfter()).toSeconds();
        long daysLeft = Math.floorDiv(seconds, Duration.ofDays(1).toSeconds());
        return new CertificateStanding(certificate, fault(check), daysLeft);
    }

    private static Optional<CertificateFault> fault(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (CertificateRefusedException refused) {
            return Optional.of(refused.fault());
        }
    }

    /** The warning that is due, by its number of days: 60, 30 or 7; empty before the first, and for a refused one. */
    public OptionalInt warning() {
        return fault.isPresent()
                ? OptionalInt.empty()
                : WARNING_DAYS.stream()
                        .mapToInt(Integer::intValue)
                        .filter(days -> daysLeft < days)
                        .findFirst();
    }
}
