package org.yibao.certs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;

/**
 * One key pair under a passphrase in PKCS#12 (RFC 7292), with its certificate chain once there is one. The
 * private key is encrypted ({@link PassphraseEncryption}), the certificates stand in clear, a MAC covers all.
 */
public final class KeyStoreFile {
    /** Longest file that is read. */
    public static final int ENCODED_MAX_BYTES = 64 * 1024;

    private final KeyPair keyPair;
    private final Optional<CertificateChain> chain;

    private KeyStoreFile(KeyPair keyPair, Optional<CertificateChain> chain) {
        this.keyPair = keyPair;
        this.chain = chain;
    }

    /** A key pair that waits for its certificate. */
    public static KeyStoreFile of(KeyPair keyPair) {
        return new KeyStoreFile(keyPair, Optional.empty());
    }

    /**
     * A key pair with its chain.
     *
     * @throws MalformedException when the chain's first certificate is for another key
     */
    public static KeyStoreFile of(KeyPair keyPair, CertificateChain chain) {
        if (!keyPair.fits(chain.leaf())) {
            throw new MalformedException("the certificate is for another key");
        }
        return new KeyStoreFile(keyPair, Optional.of(chain));
    }

    public KeyPair keyPair() {
        return keyPair;
    }

    /** Empty while the key pair waits for its certificate. */
    public Optional<CertificateChain> chain() {
        return chain;
    }

    CertificateChain requireChain() {
        return chain.orElseThrow(() -> new MalformedException("the key store holds no certificate"));
    }

    /** The file's bytes; each call draws another salt. */
    public byte[] encode(char[] passphrase) {
        PassphraseEncryption.requirePassphrase(passphrase);
        try {
            PKCS12PfxPduBuilder file = new PKCS12PfxPduBuilder();
            file.addData(bag(
                    new PKCS12SafeBagBuilder(keyPair.privateKeyInfo(), PassphraseEncryption.encryptor(passphrase))));
            for (Certificate certificate :
                    chain.map(CertificateChain::certificates).orElse(List.of())) {
                PKCS12SafeBagBuilder bag = new PKCS12SafeBagBuilder(certificate.holder());
                boolean leaf = keyPair.fits(certificate);
                file.addData(leaf ? bag(bag) : bag.build());
            }
            AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
            return file.build(
                            new BcPKCS12MacCalculatorBuilder(new SHA256Digest(), sha256)
                                    .setIterationCount(PassphraseEncryption.ITERATIONS),
                            passphrase)
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException | PKCSException impossible) {
            throw new IllegalStateException("a key store always encodes", impossible);
        }
    }

    /** Key and holder's certificate carry one local key id: other programs join them by it. */
    private PKCS12SafeBag bag(PKCS12SafeBagBuilder bag) {
        byte[] localKeyId =
                Sm3.digest(keyPair.publicKey().getQ().getEncoded(false)).bytes();
        return bag.addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, new DEROctetString(localKeyId))
                .build();
    }

    /**
     * Opens a key store that {@link #encode} wrote, or {@code openssl pkcs12 -export} with its defaults.
     *
     * @throws MalformedException when the bytes are no such key store
     * @throws WrongPassphraseException when they are, and it does not open
     */
    public static KeyStoreFile decode(byte[] encoded, char[] passphrase) {
        PassphraseEncryption.requirePassphrase(passphrase);
        if (encoded.length > ENCODED_MAX_BYTES) {
            throw new MalformedException("a key store has at most " + ENCODED_MAX_BYTES + " bytes");
        }
        try {
            return open(new PKCS12PfxPdu(encoded), passphrase);
        } catch (CertsException ours) {
            throw ours;
        } catch (IOException | PKCSException | RuntimeException hostile) {
            // The parser reports hostile bytes by several unchecked exceptions; all mean the same here.
            throw new MalformedException("the bytes are no key store", hostile);
        }
    }

    private static KeyStoreFile open(PKCS12PfxPdu file, char[] passphrase) throws PKCSException {
        // The MAC covers what the outermost content holds, not the name of its type.
        if (!file.hasMac()
                || !file.toASN1Structure().getAuthSafe().getContentType().equals(PKCSObjectIdentifiers.data)) {
            throw new MalformedException("the key store is not protected against change by its passphrase");
        }
        PassphraseEncryption.requireAffordable(
                file.toASN1Structure().getMacData().getIterationCount());
        if (!file.isMacValid(new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE), passphrase)) {
            throw new WrongPassphraseException();
        }
        List<KeyPair> keyPairs = new ArrayList<>();
        List<Certificate> certificates = new ArrayList<>();
        for (ContentInfo content : file.getContentInfos()) {
            for (PKCS12SafeBag bag : bags(content, passphrase)) {
                Object value = bag.getBagValue();
                if (value instanceof PKCS8EncryptedPrivateKeyInfo key) {
                    PrivateKeyInfo info = key.decryptPrivateKeyInfo(PassphraseEncryption.decryptor(passphrase));
                    keyPairs.add(KeyPair.of(info));
                } else if (value instanceof X509CertificateHolder certificate) {
                    certificates.add(Certificate.decode(encoded(certificate)));
                }
            }
        }
        return ofParts(keyPairs, certificates);
    }

    private static PKCS12SafeBag[] bags(ContentInfo content, char[] passphrase) throws PKCSException {
        PKCS12SafeBagFactory factory = content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                ? new PKCS12SafeBagFactory(content, PassphraseEncryption.decryptor(passphrase))
                : new PKCS12SafeBagFactory(content);
        return factory.getSafeBags();
    }

    private static KeyStoreFile ofParts(List<KeyPair> keyPairs, List<Certificate> certificates) {
        if (keyPairs.size() != 1) {
            throw new MalformedException("a key store holds one private key, not " + keyPairs.size());
        }
        KeyPair keyPair = keyPairs.get(0);
        return certificates.isEmpty() ? of(keyPair) : of(keyPair, new CertificateChain(certificates));
    }

    private static byte[] encoded(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException("decoded just before", impossible);
        }
    }
}
