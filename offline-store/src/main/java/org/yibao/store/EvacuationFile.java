package org.yibao.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.yibao.certs.BrokenSealException;
import org.yibao.certs.CertificateChain;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.CertsException;
import org.yibao.certs.DataKey;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.MalformedException;
import org.yibao.certs.RecoveryFile;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.Sm2Verifier;
import org.yibao.certs.Sm3;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.TrustedCertificate;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.StoreException;

/**
 * An evacuation as it travels: signed by the terminal that hands over, sealed under a passphrase.
 *
 * <p>4 bytes {@code YBE1}; a {@link RecoveryFile} of a key made for this file; the length (2) of a data key wrapped
 * under it, and that; then, sealed under the data key: the length (4) of the content and the content, the signature
 * (64), and the DER of the signer's chain.
 *
 * @param content an {@link Evacuation} in the form in which records are kept
 */
record EvacuationFile(Bytes content, Bytes signature, Bytes chain) {
    private static final byte[] MAGIC = "YBE1".getBytes(StandardCharsets.US_ASCII);

    /** Signed in front of the content, so that no other signed bytes can pass for it. */
    private static final byte[] SIGNED_NAME = "yibao evacuation 1".getBytes(StandardCharsets.US_ASCII);

    private static final int SIGNATURE_BYTES = 64;

    static EvacuationFile of(Evacuation evacuation, JournalSeal seal, CertificateChain signer) {
        byte[] content = StoredJson.encode(evacuation);
        return new EvacuationFile(Bytes.of(content), Bytes.of(seal.sign(signed(content))), Bytes.of(signer.encode()));
    }

    private static byte[] signed(byte[] content) {
        return ByteBuffer.allocate(SIGNED_NAME.length + content.length)
                .put(SIGNED_NAME)
                .put(content)
                .array();
    }

    /** Names it for ever: of the content, whatever the passphrase. */
    String digest() {
        return Sm3.digest(content.toArray()).toString();
    }

    /** @throws StoreException when the content is no evacuation */
    Evacuation evacuation() {
        return StoredJson.decode(content.toArray(), Evacuation.class);
    }

    /**
     * Returns when the terminal that the content names signed it.
     *
     * @param terminals the authorities under terminals' signatures
     * @throws CertsException when the signature or its certificate does not hold
     */
    void verify(TrustAnchors terminals, Instant now) {
        TrustedCertificate signer =
                terminals.check(CertificateChain.decode(chain.toArray()), CertificateUsage.SIGNING_TERMINAL, now);
        Sm2Verifier.of(signer.sm2PublicKey(), Sm2UserId.DEFAULT, SignatureEncoding.RAW)
                .verify(signed(content.toArray()), signature.toArray());
        signer.requireTerminal(TerminalName.parse(evacuation().from()));
    }

    /** In clear, to be sealed. */
    byte[] encode() {
        return ByteBuffer.allocate(Integer.BYTES + content.length() + signature.length() + chain.length())
                .putInt(content.length())
                .put(content.toArray())
                .put(signature.toArray())
                .put(chain.toArray())
                .array();
    }

    static EvacuationFile decode(byte[] clear) {
        try {
            ByteBuffer in = ByteBuffer.wrap(clear);
            return new EvacuationFile(
                    Bytes.of(piece(in, in.getInt())),
                    Bytes.of(piece(in, SIGNATURE_BYTES)),
                    Bytes.of(piece(in, in.remaining())));
        } catch (BufferUnderflowException cut) {
            throw new StoreException("no evacuation");
        }
    }

    private static byte[] piece(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Each call draws other keys; the content is the same. */
    byte[] sealed(char[] passphrase) {
        KeyEncryptionKey key = KeyEncryptionKey.generate();
        DataKey data = DataKey.generate();
        byte[] wrapped = key.wrap(data);
        byte[] sealed = data.seal(encode(), MAGIC);
        return ByteBuffer.allocate(
                        MAGIC.length + RecoveryFile.FILE_BYTES + Short.BYTES + wrapped.length + sealed.length)
                .put(MAGIC)
                .put(RecoveryFile.encode(key, passphrase))
                .putShort((short) wrapped.length)
                .put(wrapped)
                .put(sealed)
                .array();
    }

    /**
     * Opens a file; who signed it is {@link #verify}.
     *
     * @throws StoreException when it is none, or was changed
     * @throws org.yibao.certs.WrongPassphraseException when it does not open
     */
    static EvacuationFile open(byte[] file, char[] passphrase) {
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            if (!Arrays.equals(piece(in, MAGIC.length), MAGIC)) {
                throw new StoreException("the file is no evacuation");
            }
            KeyEncryptionKey key = RecoveryFile.decode(piece(in, RecoveryFile.FILE_BYTES), passphrase);
            DataKey data = key.unwrapDataKey(piece(in, in.getShort()));
            return decode(data.open(piece(in, in.remaining()), MAGIC));
        } catch (BufferUnderflowException | MalformedException | BrokenSealException changed) {
            throw new StoreException("the file is no evacuation, or was changed", changed);
        }
    }
}
