package org.yibao.certs;

/**
 * A holder's certificate that {@link TrustAnchors#check} found good for one use at one instant. Nobody else
 * makes one: whoever holds it need not check again.
 */
public final class TrustedCertificate {
    private final Certificate certificate;
    private final CertificateUsage usage;
    private final String commonName;

    private TrustedCertificate(Certificate certificate, CertificateUsage usage, String commonName) {
        this.certificate = certificate;
        this.usage = usage;
        this.commonName = commonName;
    }

    static TrustedCertificate of(Certificate leaf, CertificateUsage usage) {
        String name = leaf.commonName().orElseThrow(() -> wrongName(leaf + " has not one common name"));
        if (usage.namesTerminal()) {
            try {
                TerminalName.parse(name);
            } catch (MalformedException notATerminal) {
                throw wrongName(leaf + " names no terminal");
            }
        }
        return new TrustedCertificate(leaf, usage, name);
    }

    public Certificate certificate() {
        return certificate;
    }

    public Digest id() {
        return certificate.id();
    }

    public CertificateUsage usage() {
        return usage;
    }

    /** The holder's common name; for a terminal the text of {@link #terminal()}. */
    public String commonName() {
        return commonName;
    }

    /**
     * The terminal this certificate names.
     *
     * @throws IllegalStateException when its usage is one of the platform's
     */
    public TerminalName terminal() {
        if (!usage.namesTerminal()) {
            throw new IllegalStateException("a certificate for " + usage + " names no terminal");
        }
        return TerminalName.parse(commonName);
    }

    /**
     * Returns when the certificate names this terminal.
     *
     * @throws CertificateRefusedException with {@link CertificateFault#WRONG_NAME} when it does not
     */
    public void requireTerminal(TerminalName expected) {
        if (!terminal().equals(expected)) {
            throw wrongName(certificate + " is not that of " + expected);
        }
    }

    /**
     * Returns when the certificate answers for this host.
     *
     * @throws CertificateRefusedException with {@link CertificateFault#WRONG_NAME} when it does not
     */
    public void requireHost(HostName expected) {
        if (!certificate.answersFor(expected)) {
            throw wrongName(certificate + " does not answer for " + expected.text());
        }
    }

    /**
     * The key that signs.
     *
     * @throws IllegalStateException for a certificate of the line
     */
    public Sm2PublicKey sm2PublicKey() {
        if (usage.isOfLine()) {
            throw new IllegalStateException("a certificate for " + usage + " signs no message");
        }
        return new Sm2PublicKey(certificate.publicKey());
    }

    private static CertificateRefusedException wrongName(String message) {
        return new CertificateRefusedException(CertificateFault.WRONG_NAME, message);
    }
}
