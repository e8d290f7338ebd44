package org.yibao.terminal.text;

import java.util.Optional;
import org.yibao.certs.CertificateFault;
import org.yibao.certs.CertificateStanding;

/** What people are told of a certificate. */
public final class CertificateSentences {
    private static final String AUTHORITY = "AUTHORITY";

    private CertificateSentences() {}

    /** What it is for, in Chinese. */
    public static String usage(CertificateStanding standing) {
        return Sentences.of("certs.usage." + usageName(standing));
    }

    /** The name of its usage, or {@code AUTHORITY}. */
    public static String usageName(CertificateStanding standing) {
        return standing.certificate().usage().map(Enum::name).orElse(AUTHORITY);
    }

    public static String fault(CertificateFault fault) {
        return Sentences.of("certs.fault." + fault);
    }

    /** What is wrong with it, or that it ends in 60, 30 or 7 days; empty while there is nothing to do. */
    public static Optional<String> warning(CertificateStanding standing) {
        Optional<String> fault = standing.fault().map(CertificateSentences::fault);
        if (fault.isPresent() || standing.warning().isEmpty()) {
            return fault;
        }
        String ends = standing.certificate().usage().isPresent() ? "certs.ends" : "certs.authority-ends";
        return Optional.of(Sentences.of(ends, standing.warning().getAsInt(), standing.daysLeft()));
    }
}
