package org.yibao.link.identity;

import java.util.Arrays;
import org.yibao.certs.MalformedSignatureException;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.TrustedCertificate;
import org.yibao.certs.WrongConventionException;
import org.yibao.certs.WrongSignatureException;
import org.yibao.link.frame.CloseCode;
import org.yibao.link.frame.SignedJson;
import org.yibao.settlement.Bytes;

/** Verifies messages of one signer that {@link TrustedSigners} found good. */
public final class MessageVerifier {
    private final TrustedCertificate signer;
    private final Bytes certificateId;
    private final Judging judging;

    /** Throws what {@link Sm2Verifier#verify} does. */
    @FunctionalInterface
    private interface Judging {
        void verify(byte[] json, byte[] signature);
    }

    MessageVerifier(TrustedCertificate signer) {
        this(signer, Sm2Verifier.of(signer.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.RAW)::verify);
    }

    private MessageVerifier(TrustedCertificate signer, Judging judging) {
        this.signer = signer;
        this.certificateId = Bytes.of(signer.id().bytes());
        this.judging = judging;
    }

    static MessageVerifier stubbed(TrustedCertificate signer, KeyedStub stub) {
        Bytes certificateId = Bytes.of(signer.id().bytes());
        return new MessageVerifier(signer, (json, signature) -> {
            if (!Arrays.equals(stub.signature(certificateId, json), signature)) {
                throw new UntrustedException(CloseCode.SIGNATURE_BROKEN, "not the stub's signature");
            }
        });
    }

    public TrustedCertificate signer() {
        return signer;
    }

    /** Whether the message names this signer's certificate; says nothing of its signature. */
    public boolean isNamedIn(SignedJson message) {
        return message.certificateId().equals(certificateId);
    }

    /**
     * Returns when this signer signed exactly this JSON.
     *
     * @throws UntrustedException when not
     */
    public void verify(SignedJson message) {
        if (!isNamedIn(message)) {
            throw new UntrustedException(CloseCode.SIGNATURE_BROKEN, "the message names another certificate");
        }
        try {
            judging.verify(message.json().toArray(), message.signature().toArray());
        } catch (MalformedSignatureException | WrongConventionException | WrongSignatureException broken) {
            throw new UntrustedException(CloseCode.SIGNATURE_BROKEN, String.valueOf(broken.getMessage()), broken);
        }
    }
}
