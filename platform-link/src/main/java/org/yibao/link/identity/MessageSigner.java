package org.yibao.link.identity;

import java.util.List;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2Signer;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.TerminalIdentity;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;

/** Signs messages with one signing key. Make one per key and keep it. */
public final class MessageSigner {
    private final Sm2Signer signer;
    private final Bytes certificateId;
    private final List<Bytes> chain;

    private MessageSigner(Sm2Signer signer, CertificateChain chain) {
        this.signer = signer;
        this.certificateId = Bytes.of(chain.leaf().id().bytes());
        this.chain = chain.certificates().stream()
                .map(certificate -> Bytes.of(certificate.encoded()))
                .toList();
    }

    public static MessageSigner of(TerminalIdentity identity) {
        return new MessageSigner(identity.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW), identity.signingChain());
    }

    public static MessageSigner of(PlatformIdentity identity) {
        return new MessageSigner(identity.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW), identity.signingChain());
    }

    /** Whether a message names this signer's certificate. */
    public boolean isNamedIn(SignedJson message) {
        return message.certificateId().equals(certificateId);
    }

    public SignedJson sign(Bytes json) {
        return new SignedJson(json, certificateId, Bytes.of(signer.sign(json.toArray())));
    }

    /** DER of the signing certificate and its issuers, as HELLO and WELCOME carry them. */
    public List<Bytes> chain() {
        return chain;
    }
}
