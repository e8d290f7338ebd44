package org.yibao.certs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which cipher suites an end of the line offers, in its order; a suite it has no key for it leaves out. Two
 * ends speak the first of the platform's that the terminal has too; with none in common there is no line.
 */
public enum LineSuites {
    /** {@code TLS_SM4_GCM_SM3} alone. */
    SM_ONLY("sm-only", LineSuite.SM),
    /** {@code TLS_SM4_GCM_SM3}, else AES-GCM. */
    SM_PREFERRED("sm-preferred", LineSuite.SM, LineSuite.INTERNATIONAL),
    /** AES-GCM on P-256 alone. */
    INTERNATIONAL("international", LineSuite.INTERNATIONAL);

    private final String text;
    // List.of is immutable, which its type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<LineSuite> suites;

    LineSuites(String text, LineSuite... suites) {
        this.text = text;
        this.suites = List.of(suites);
    }

    /** As in configuration files: {@code sm-only}, {@code sm-preferred} or {@code international}. */
    public String text() {
        return text;
    }

    /** The choice of this {@link #text}; empty for any other. */
    public static Optional<LineSuites> find(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    List<LineSuite> suites() {
        return suites;
    }

    boolean include(LineKeys keys) {
        return suites.stream().anyMatch(suite -> suite.curve() == keys.curve());
    }
}
