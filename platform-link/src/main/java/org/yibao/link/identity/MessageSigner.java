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
    private final Signing signing;
    private final Bytes certificateId;
    private final List<Bytes> chain;

    @FunctionalInterface
    private interface Signing {
        byte[] sign(byte[] json);
    }

    private MessageSigner(Signing signing, CertificateChain chain) {
        this.signing = signing;
        this.certificateId = Bytes.of(chain.leaf().id().bytes());
        this.chain = chain.certificates().stream()
                .map(certificate -> Bytes.of(certificate.encoded()))
                .toList();
    }

    public static MessageSigner of(TerminalIdentity identity) {
        Sm2Signer signer = identity.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW);
        return new MessageSigner(signer::sign, identity.signingChain());
    }

    public static MessageSigner of(PlatformIdentity identity) {
        Sm2Signer signer = identity.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW);
        return new MessageSigner(signer::sign, identity.signingChain());
    }

    /** Shows this chain, and signs by a stub of its certificate. */
    public static MessageSigner stubbed(CertificateChain chain, KeyedStub stub) {
        Bytes certificateId = Bytes.of(chain.leaf().id().bytes());
        return new MessageSigner(json -> stub.signature(certificateId, json), chain);
    }

    /** Whether a message names this signer's certificate. */
    public boolean isNamedIn(SignedJson message) {
        return message.certificateId().equals(certificateId);
    }

    public SignedJson sign(Bytes json) {
        return new SignedJson(json, certificateId, Bytes.of(signing.sign(json.toArray())));
    }

    /** DER of the signing certificate and its issuers, as HELLO and WELCOME carry them. */
    public List<Bytes> chain() {
        return chain;
    }
}
