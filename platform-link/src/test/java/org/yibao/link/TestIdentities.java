package org.yibao.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.yibao.certs.Authorities;
import org.yibao.certs.Certificate;
import org.yibao.certs.HostName;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalEnrolment;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.Validity;

/** Keys and certificates made when the tests run, good for a year around {@link #NOW}. */
public final class TestIdentities {
    public static final Instant NOW = Instant.parse("2026-03-02T01:20:30Z");
    public static final HostName LOOPBACK = HostName.parse("127.0.0.1");
    public static final TerminalName PHARMACY = TerminalName.parse("P37010200001-A");
    public static final TerminalName OTHER = TerminalName.parse("P37010200002-B");

    private static final Validity VALIDITY = Validity.starting(NOW.minus(Duration.ofDays(1)), Duration.ofDays(365));
    private static final Authorities AUTHORITIES = Authorities.create("Test", VALIDITY);
    private static final Authorities STRANGERS = Authorities.create("Strangers", VALIDITY);

    public static final PlatformIdentity PLATFORM = platform(AUTHORITIES, LOOPBACK);

    /** As good as the platform's, but of other authorities. */
    public static final PlatformIdentity IMPOSTOR = platform(STRANGERS, LOOPBACK);

    /** Of the right authorities, but answers for another host. */
    public static final PlatformIdentity ELSEWHERE = platform(AUTHORITIES, HostName.parse("elsewhere.example"));

    public static final TerminalIdentity TERMINAL = terminal(AUTHORITIES, PHARMACY);
    public static final TerminalIdentity OTHER_TERMINAL = terminal(AUTHORITIES, OTHER);
    public static final TerminalIdentity STRANGER = terminal(STRANGERS, PHARMACY);

    /** What a terminal is given that is to be enrolled by {@link #PLATFORM}. */
    public static final TrustAnchors LINE_ANCHORS = AUTHORITIES.lineAnchors();

    private TestIdentities() {}

    private static PlatformIdentity platform(Authorities authorities, HostName host) {
        return authorities.issuePlatform("Platform", Set.of(host), VALIDITY);
    }

    /** The lists once the platform's line certificate on P-256 was taken back. */
    public static Revocations takingBackTheLine(PlatformIdentity platform) {
        char[] passphrase = "for testing only".toCharArray();
        byte[] line = platform.files(passphrase).contents().get(IdentityFiles.LINE_KEYS);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(new ByteArrayInputStream(line), passphrase);
            byte[] shown = keys.getCertificate(keys.aliases().nextElement()).getEncoded();
            return AUTHORITIES.revocations(Map.of(Certificate.decode(shown), NOW), VALIDITY);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static TerminalIdentity terminal(Authorities authorities, TerminalName name) {
        TerminalEnrolment enrolment = TerminalEnrolment.begin(name.institutionCode());
        return enrolment.complete(authorities.enrol(enrolment.request(), name, VALIDITY), NOW);
    }
}
