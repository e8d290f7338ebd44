package org.yibao.certs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A terminal on its way to an identity: three key pairs made here, a request for each, and the authority's answer.
 * Between request and answer the key pairs wait in {@link #files}.
 */
public final class TerminalEnrolment {
    private final String institutionCode;
    private final P256KeyPair line;
    private final Sm2KeyPair lineSm;
    private final Sm2KeyPair signing;

    private TerminalEnrolment(String institutionCode, P256KeyPair line, Sm2KeyPair lineSm, Sm2KeyPair signing) {
        this.institutionCode = TerminalName.requireInstitutionCode(institutionCode);
        this.line = line;
        this.lineSm = lineSm;
        this.signing = signing;
    }

    /**
     * Makes the three key pairs.
     *
     * @param institutionCode 12 characters of {@code 0-9 A-Z}
     */
    public static TerminalEnrolment begin(String institutionCode) {
        return new TerminalEnrolment(
                institutionCode, P256KeyPair.generate(), Sm2KeyPair.generate(), Sm2KeyPair.generate());
    }

    /** Takes the waiting key pairs up again; throws as {@link TerminalIdentity#open}. */
    public static TerminalEnrolment resume(String institutionCode, IdentityFiles files, char[] passphrase) {
        KeyStoreFile line = KeyStoreFile.decode(files.content(IdentityFiles.LINE_KEYS), passphrase);
        KeyStoreFile lineSm = KeyStoreFile.decode(files.content(IdentityFiles.LINE_SM_KEYS), passphrase);
        KeyStoreFile signing = KeyStoreFile.decode(files.content(IdentityFiles.SIGNING_KEYS), passphrase);
        if (line.keyPair() instanceof P256KeyPair lineKeys) {
            return new TerminalEnrolment(
                    institutionCode,
                    lineKeys,
                    IdentityMaterial.sm2KeyPair(lineSm),
                    IdentityMaterial.sm2KeyPair(signing));
        }
        throw new MalformedException("the line's key is not on P-256");
    }

    /** Whether an identity has these key pairs already: a renewal that was interrupted after its last step. */
    public boolean isOver(TerminalIdentity identity) {
        return request().signing().asksFor(identity.signingChain().leaf());
    }

    /** The waiting key pairs. */
    public IdentityFiles files(char[] passphrase) {
        return IdentityFiles.of(Map.of(
                IdentityFiles.LINE_KEYS, KeyStoreFile.of(line).encode(passphrase),
                IdentityFiles.LINE_SM_KEYS, KeyStoreFile.of(lineSm).encode(passphrase),
                IdentityFiles.SIGNING_KEYS, KeyStoreFile.of(signing).encode(passphrase)));
    }

    public EnrolmentRequest request() {
        return new EnrolmentRequest(
                CertificateRequest.of(line, institutionCode),
                CertificateRequest.of(lineSm, institutionCode),
                CertificateRequest.of(signing, institutionCode));
    }

    /**
     * The renewed identity that the answer makes of the key pairs. The authorities in the answer are not believed:
     * a new one is announced, see {@link TrustAnchors#announced}. An identity without a key of the SM line, which
     * has no authority to judge one by, renews its two.
     *
     * @throws MalformedException when a certificate is for another key
     * @throws CertificateRefusedException when a chain is not good at this instant, or names another terminal
     */
    public TerminalIdentity renew(TerminalIdentity present, EnrolmentAnswer answer, Instant instant) {
        return present.renewed(
                KeyStoreFile.of(line, answer.lineChain()),
                KeyStoreFile.of(lineSm, answer.lineSmChain()),
                KeyStoreFile.of(signing, answer.signingChain()),
                instant);
    }

    /**
     * The identity the answer makes of the key pairs; its letter is the authority's choice.
     *
     * @throws MalformedException when a certificate is for another key
     * @throws CertificateRefusedException when a chain is not good at this instant, or names another
     *     institution, or they name different terminals
     */
    public TerminalIdentity complete(EnrolmentAnswer answer, Instant instant) {
        TerminalIdentity identity = TerminalIdentity.of(new IdentityMaterial(
                new LineKeys(KeyStoreFile.of(line, answer.lineChain()), answer.lineAnchors()),
                Optional.of(new LineKeys(KeyStoreFile.of(lineSm, answer.lineSmChain()), answer.lineSmAnchors())),
                KeyStoreFile.of(signing, answer.signingChain()),
                answer.signingAnchors()));
        identity.check(instant);
        if (!identity.name().institutionCode().equals(institutionCode)) {
            throw new CertificateRefusedException(
                    CertificateFault.WRONG_NAME, identity.name() + " is not at " + institutionCode);
        }
        return identity;
    }
}
