package org.yibao.certs;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A store's key under a passphrase, so that a backup of the store opens on another box; kept away from the backups. 4 bytes {@code YBR1}, the rounds (4), the salt (16), then the key, sealed with SM4-GCM under a key
 * from PBKDF2 with HMAC-SHA-256.
 */
public final class RecoveryFile {
    private static final byte[] MAGIC = "YBR1".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 16;
    private static final int HEAD_BYTES = MAGIC.length + Integer.BYTES + SALT_BYTES;

    /** Bytes of the file. */
    public static final int FILE_BYTES = HEAD_BYTES + KeyEncryptionKey.FILE_BYTES + Seal.OVERHEAD_BYTES;

    /** A person chose this passphrase, and nothing waits for the file to open: a second or so each. */
    private static final int ITERATIONS = 600_000;

    private RecoveryFile() {}

    /** Each call draws another salt. */
    public static byte[] encode(KeyEncryptionKey key, char[] passphrase) {
        PassphraseEncryption.requirePassphrase(passphrase);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(MAGIC)
                .putInt(ITERATIONS)
                .put(Randomness.bytes(SALT_BYTES))
                .array();
        byte[] sealed = seal(head, ITERATIONS, passphrase)
                .seal(Seal.Purpose.STORE_KEY, key.fileContent(InsecureSecretAccess.get()), head);
        return ByteBuffer.allocate(FILE_BYTES).put(head).put(sealed).array();
    }

    /**
     * @throws MalformedException when the bytes are no such file
     * @throws WrongPassphraseException when they are, and it does not open
     */
    public static KeyEncryptionKey decode(byte[] file, char[] passphrase) {
        PassphraseEncryption.requirePassphrase(passphrase);
        if (file.length != FILE_BYTES || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new MalformedException("the bytes are no recovery file");
        }
        int iterations = ByteBuffer.wrap(file).getInt(MAGIC.length);
        PassphraseEncryption.requireAffordable(BigInteger.valueOf(iterations));
        byte[] head = Arrays.copyOf(file, HEAD_BYTES);
        byte[] sealed = Arrays.copyOfRange(file, HEAD_BYTES, FILE_BYTES);
        try {
            return KeyEncryptionKey.decode(
                    seal(head, iterations, passphrase).open(Seal.Purpose.STORE_KEY, sealed, head));
        } catch (BrokenSealException closed) {
            throw new WrongPassphraseException();
        }
    }

    private static Seal seal(byte[] head, int iterations, char[] passphrase) {
        PKCS5S2ParametersGenerator derivation = new PKCS5S2ParametersGenerator(new SHA256Digest());
        derivation.init(
                PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(passphrase),
                Arrays.copyOfRange(head, HEAD_BYTES - SALT_BYTES, HEAD_BYTES),
                iterations);
        KeyParameter key = (KeyParameter) derivation.generateDerivedParameters(Sm4Gcm.KEY_BYTES * Byte.SIZE);
        return new Seal(key.getKey());
    }
}
