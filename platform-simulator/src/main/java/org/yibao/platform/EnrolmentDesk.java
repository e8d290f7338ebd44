package org.yibao.platform;

import java.time.InstantSource;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateRequest;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.Validity;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/** Where terminals become known: gives certificates for their requests and writes them down. */
public final class EnrolmentDesk {
    private final LedgerDatabase ledger;
    private final PlatformKeys keys;
    private final InstantSource clock;

    EnrolmentDesk(LedgerDatabase ledger, PlatformKeys keys, InstantSource clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a terminal takes home.
     *
     * @param line its certificate for the TLS line, its issuer next
     * @param signing its certificate for signatures, its issuer next
     */
    public record Enrolment(
            TerminalProfile profile,
            CertificateChain line,
            CertificateChain signing,
            TrustAnchors lineAnchors,
            TrustAnchors signingAnchors) {}

    /**
     * Enrols a terminal, or renews its certificates.
     *
     * @param profile institution, letter and place as the platform will know them; the terminal's own word on
     *     them does not count afterwards
     * @param lineRequest for a P-256 key
     * @param signingRequest for an SM2 key
     * @throws IllegalArgumentException when a request is for the other kind of key
     */
    public Enrolment enrol(TerminalProfile profile, CertificateRequest lineRequest, CertificateRequest signingRequest) {
        TerminalName name = new TerminalName(profile.institution().code(), profile.letter());
        Validity validity = PlatformKeys.holderValidity(clock.instant());
        CertificateChain line =
                keys.lineAuthority().issue(lineRequest, name, CertificateUsage.LINE_CLIENT, validity);
        CertificateChain signing =
                keys.signingAuthority().issue(signingRequest, name, CertificateUsage.SIGNING_TERMINAL, validity);
        Terminals.Enrolled enrolled = new Terminals.Enrolled(
                profile,
                Bytes.of(line.leaf().encoded()),
                Bytes.of(signing.leaf().encoded()));
        ledger.run(tx -> new Terminals(tx).enrol(enrolled, clock.instant()));
        return new Enrolment(
                profile,
                line,
                signing,
                keys.lineAuthority().anchors(),
                keys.signingAuthority().anchors());
    }
}
