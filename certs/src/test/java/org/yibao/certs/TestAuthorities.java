package org.yibao.certs;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Two authorities, a terminal and a platform, for testing: made once for each test class that asks. */
final class TestAuthorities {
    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    static final Validity YEAR = Validity.starting(NOW.minus(Duration.ofDays(1)), Duration.ofDays(365));
    static final Validity DECADE = Validity.starting(NOW.minus(Duration.ofDays(100)), Duration.ofDays(3650));
    static final String INSTITUTION = "H37010200001";
    static final TerminalName TERMINAL = new TerminalName(INSTITUTION, 'A');
    static final HostName LOOPBACK = HostName.parse("127.0.0.1");
    static final Set<HostName> HOSTS = Set.of(LOOPBACK, HostName.parse("localhost"));

    private TestAuthorities() {}

    static Authorities create() {
        return Authorities.create("for testing", DECADE);
    }

    static TerminalIdentity terminal(Authorities authorities, TerminalName name, Validity validity) {
        TerminalEnrolment enrolment = TerminalEnrolment.begin(name.institutionCode());
        return enrolment.complete(authorities.enrol(enrolment.request(), name, validity), validity.notBefore());
    }

    static PlatformIdentity platform(Authorities authorities) {
        return authorities.issuePlatform("platform for testing", HOSTS, YEAR);
    }
}
