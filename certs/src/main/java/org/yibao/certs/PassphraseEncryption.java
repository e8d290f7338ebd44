package org.yibao.certs;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.io.CipherInputStream;
import org.bouncycastle.crypto.io.CipherOutputStream;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OutputEncryptor;

/**
 * The one scheme of our key stores: PBES2 (RFC 8018) with PBKDF2, HMAC-SHA-256 and AES-256-CBC, the default of
 * OpenSSL 3. A store in another scheme is refused, weaker ones above all.
 */
final class PassphraseEncryption {
    /**
     * The passphrase is meant to be made by machine and kept in a file; the rounds slow down guessing one that
     * a person chose, and are paid twice per key store at each start.
     */
    static final int ITERATIONS = 10_000;

    /** A key store that asks for more is refused: opening it would hold up the start for seconds. */
    static final int ITERATIONS_MAX = 2_000_000;

    private static final int KEY_BITS = 256;
    private static final int SALT_BYTES = 16;
    private static final int BLOCK_BYTES = 16;
    private static final AlgorithmIdentifier HMAC_SHA256 =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private PassphraseEncryption() {}

    static void requirePassphrase(char[] passphrase) {
        if (passphrase.length == 0) {
            throw new IllegalArgumentException("a key store has a passphrase");
        }
    }

    static void requireAffordable(BigInteger iterations) {
        if (iterations.signum() <= 0 || iterations.compareTo(BigInteger.valueOf(ITERATIONS_MAX)) > 0) {
            throw new MalformedException("a key store has 1 to " + ITERATIONS_MAX + " rounds");
        }
    }

    static OutputEncryptor encryptor(char[] passphrase) {
        byte[] initial = Randomness.bytes(BLOCK_BYTES);
        PBKDF2Params rounds =
                new PBKDF2Params(Randomness.bytes(SALT_BYTES), ITERATIONS, KEY_BITS / Byte.SIZE, HMAC_SHA256);
        AlgorithmIdentifier scheme = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2,
                new PBES2Parameters(
                        new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, rounds),
                        new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(initial))));
        return new Encryptor(scheme, cipher(true, passphrase, rounds, initial));
    }

    private record Encryptor(AlgorithmIdentifier scheme, PaddedBufferedBlockCipher cipher) implements OutputEncryptor {
        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return scheme;
        }

        @Override
        public OutputStream getOutputStream(OutputStream ciphertext) {
            return new CipherOutputStream(ciphertext, cipher);
        }

        @Override
        public GenericKey getKey() {
            throw new UnsupportedOperationException("the derived key is nobody's business");
        }
    }

    static InputDecryptorProvider decryptor(char[] passphrase) {
        return scheme -> decryptor(scheme, passphrase);
    }

    private static InputDecryptor decryptor(AlgorithmIdentifier scheme, char[] passphrase) {
        require(scheme.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2));
        PBES2Parameters parameters = PBES2Parameters.getInstance(scheme.getParameters());
        KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
        EncryptionScheme encryption = parameters.getEncryptionScheme();
        require(derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2));
        require(encryption.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC));
        PBKDF2Params rounds = PBKDF2Params.getInstance(derivation.getParameters());
        require(rounds.getPrf().getAlgorithm().equals(PKCSObjectIdentifiers.id_hmacWithSHA256));
        requireAffordable(rounds.getIterationCount());
        byte[] initial = ASN1OctetString.getInstance(encryption.getParameters()).getOctets();
        PaddedBufferedBlockCipher cipher = cipher(false, passphrase, rounds, initial);
        return new InputDecryptor() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return scheme;
            }

            @Override
            public InputStream getInputStream(InputStream ciphertext) {
                return new CipherInputStream(ciphertext, cipher);
            }
        };
    }

    private static void require(boolean ours) {
        if (!ours) {
            throw new MalformedException(
                    "the key store is encrypted in another scheme than PBES2 with" + " HMAC-SHA-256 and AES-256-CBC");
        }
    }

    private static PaddedBufferedBlockCipher cipher(
            boolean encrypting, char[] passphrase, PBKDF2Params rounds, byte[] initial) {
        PKCS5S2ParametersGenerator derivation = new PKCS5S2ParametersGenerator(new SHA256Digest());
        derivation.init(
                PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(passphrase),
                rounds.getSalt(),
                rounds.getIterationCount().intValueExact());
        CipherParameters key = derivation.generateDerivedParameters(KEY_BITS);
        PaddedBufferedBlockCipher cipher =
                new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(AESEngine.newInstance()));
        cipher.init(encrypting, new ParametersWithIV(key, initial));
        return cipher;
    }
}
