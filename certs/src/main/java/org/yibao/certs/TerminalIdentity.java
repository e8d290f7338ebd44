package org.yibao.certs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who a terminal is: its keys and certificates of the line, its signing key and certificate, and whom it trusts on the
 * line and under an answer.
 */
public final class TerminalIdentity {
    private final IdentityMaterial material;
    private final TerminalName name;
    private final List<Certificate> earlierSigning;

    private TerminalIdentity(IdentityMaterial material, List<Certificate> earlierSigning) {
        this.material = material.require(CertificateUsage.LINE_CLIENT, CertificateUsage.SIGNING_TERMINAL);
        this.name = name(material.signing());
        for (LineKeys line : material.lines()) {
            if (!name.equals(name(line.keyStore()))) {
                throw new CertificateRefusedException(
                        CertificateFault.WRONG_NAME, "line and signing certificate name different terminals");
            }
        }
        this.earlierSigning = List.copyOf(earlierSigning);
    }

    private static TerminalName name(KeyStoreFile keyStore) {
        Certificate leaf = keyStore.requireChain().leaf();
        return TerminalName.parse(
                leaf.commonName().orElseThrow(() -> new MalformedException(leaf + " has not one common name")));
    }

    static TerminalIdentity of(IdentityMaterial material) {
        return new TerminalIdentity(material, List.of());
    }

    /**
     * This terminal with new keys and certificates: whom it trusts stays as it is, and its signing certificate
     * joins the earlier ones.
     *
     * @throws CertificateRefusedException when the new chains are not good at this instant under the authorities
     *     trusted now, or name another terminal
     */
    TerminalIdentity renewed(KeyStoreFile line, KeyStoreFile lineSm, KeyStoreFile signing, Instant instant) {
        List<Certificate> earlier = new ArrayList<>(earlierSigning);
        earlier.add(signingChain().leaf());
        TerminalIdentity renewed = new TerminalIdentity(material.renewed(line, lineSm, signing), earlier);
        renewed.check(instant);
        if (!renewed.name.equals(name)) {
            throw new CertificateRefusedException(CertificateFault.WRONG_NAME, renewed.name + " is not " + name);
        }
        return renewed;
    }

    /**
     * Opens an identity. Whether its certificates are valid is {@link #check}.
     *
     * @throws UnreadableIdentityException when a file is missing
     * @throws WrongPassphraseException when a key store does not open
     * @throws MalformedException when a file is not what it should be
     * @throws CertificateRefusedException when a certificate is for another use or another terminal
     */
    public static TerminalIdentity open(IdentityFiles files, char[] passphrase) {
        return new TerminalIdentity(IdentityMaterial.open(files, passphrase), files.earlierSigning());
    }

    public IdentityFiles files(char[] passphrase) {
        IdentityFiles files = material.files(passphrase);
        return earlierSigning.isEmpty() ? files : files.with(IdentityFiles.EARLIER_SIGNING, Pem.encode(earlierSigning));
    }

    public TerminalName name() {
        return name;
    }

    /**
     * Returns when all own chains are good at this instant.
     *
     * @throws CertificateRefusedException with the first fault
     */
    public void check(Instant instant) {
        material.check(CertificateUsage.LINE_CLIENT, CertificateUsage.SIGNING_TERMINAL, instant);
    }

    /** How the own certificates and those of the authorities stand. */
    public List<CertificateStanding> standings(Instant instant) {
        return material.standings(CertificateUsage.LINE_CLIENT, CertificateUsage.SIGNING_TERMINAL, instant);
    }

    /**
     * The keys that signed for this terminal before its renewals, each judged at the start of its certificate: what
     * was signed then stays signed.
     *
     * @throws CertificateRefusedException when one was never good, or is another terminal's
     */
    public List<Sm2PublicKey> earlierSignerKeys() {
        List<Sm2PublicKey> keys = new ArrayList<>();
        for (Certificate certificate : earlierSigning) {
            TrustedCertificate trusted = signingAnchors()
                    .check(
                            new CertificateChain(List.of(certificate)),
                            CertificateUsage.SIGNING_TERMINAL,
                            certificate.validity().notBefore());
            trusted.requireTerminal(name);
            keys.add(trusted.sm2PublicKey());
        }
        return keys;
    }

    /** A signer with the signing key; make one and keep it. */
    public Sm2Signer signer(Sm2UserId userId, SignatureEncoding encoding) {
        return material.signer(userId, encoding);
    }

    public CertificateChain signingChain() {
        return material.signing().requireChain();
    }

    /** The chains under everything this terminal signed: the present one first, then those before its renewals. */
    public List<CertificateChain> signingChains() {
        List<CertificateChain> chains = new ArrayList<>();
        chains.add(signingChain());
        earlierSigning.forEach(certificate -> chains.add(new CertificateChain(List.of(certificate))));
        return chains;
    }

    public CertificateChain lineChain() {
        return material.line().keyStore().requireChain();
    }

    /** The authorities under the platform's answers. */
    public TrustAnchors signingAnchors() {
        return material.signingAnchors();
    }

    /** Whether there is a key for at least one of the suites. */
    public boolean offers(LineSuites suites) {
        return material.lines().stream().anyMatch(suites::include);
    }

    /**
     * The terminal's end of the line, peers judged at the instants {@code clock} says.
     *
     * @throws UnreadableIdentityException when it does not {@link #offers offer} these suites
     */
    public LineTls line(LineSuites suites, InstantSource clock) {
        return line(suites, () -> signingAnchors().revocations(), clock);
    }

    /** As {@link #line(LineSuites, InstantSource)}, with the lists that are asked for at each judgement. */
    public LineTls line(LineSuites suites, Supplier<Revocations> revocations, InstantSource clock) {
        return LineTls.client(material.lines(), suites, revocations, clock);
    }

    /** This identity with the authorities and lists of files that hold its keys; no passphrase guards those. */
    public TerminalIdentity trusting(IdentityFiles files) {
        return new TerminalIdentity(material.trusting(files), earlierSigning);
    }
}
