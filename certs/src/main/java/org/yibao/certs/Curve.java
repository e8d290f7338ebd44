package org.yibao.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** The two curves, each with the one signature algorithm its certificates carry. */
// Both field types are immutable; Bouncy Castle does not say so in an annotation.
@SuppressWarnings("ImmutableEnumChecker")
enum Curve {
    /** SM2 with SM3 and the default user id (GM/T 0015-2012). */
    SM2(GMObjectIdentifiers.sm2p256v1, GMObjectIdentifiers.sm2sign_with_sm3) {
        @Override
        Signer engine() {
            return new SM2Signer(PlainDSAEncoding.INSTANCE);
        }

        @Override
        ParametersWithID parameters(CipherParameters key) {
            return new ParametersWithID(key, Sm2UserId.DEFAULT.bytes());
        }
    },

    /** ECDSA with SHA-256 (RFC 5758). */
    P256(SECObjectIdentifiers.secp256r1, X9ObjectIdentifiers.ecdsa_with_SHA256) {
        @Override
        Signer engine() {
            return new DSADigestSigner(new ECDSASigner(), new SHA256Digest(), PlainDSAEncoding.INSTANCE);
        }

        @Override
        CipherParameters parameters(CipherParameters key) {
            return key;
        }
    };

    private final ASN1ObjectIdentifier signature;
    private final ECNamedDomainParameters domain;

    Curve(ASN1ObjectIdentifier name, ASN1ObjectIdentifier signature) {
        this.signature = signature;
        this.domain = new ECNamedDomainParameters(name, CustomNamedCurves.getByOID(name));
    }

    abstract Signer engine();

    abstract CipherParameters parameters(CipherParameters key);

    ECNamedDomainParameters domain() {
        return domain;
    }

    BigInteger order() {
        return domain.getN();
    }

    AlgorithmIdentifier signatureAlgorithm() {
        return new AlgorithmIdentifier(signature);
    }

    /** The parameters are absent; SM2 certificates of some authorities write NULL instead. */
    private boolean signsAs(AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        return algorithm.getAlgorithm().equals(signature)
                && (parameters == null || (this == SM2 && DERNull.INSTANCE.equals(parameters)));
    }

    /** A DER signature over {@code content}, as certificates and requests carry it. */
    byte[] sign(ECPrivateKeyParameters key, byte[] content) {
        Signer engine = engine();
        engine.init(true, parameters(new ParametersWithRandom(key, Randomness.source())));
        engine.update(content, 0, content.length);
        try {
            BigInteger[] numbers = SignatureEncoding.RAW.split(engine.generateSignature());
            return SignatureEncoding.DER.encode(numbers[0], numbers[1]);
        } catch (CryptoException impossible) {
            throw new IllegalStateException("a valid key always signs", impossible);
        }
    }

    static boolean verifies(
            ECPublicKeyParameters key, AlgorithmIdentifier algorithm, byte[] content, byte[] signature) {
        Curve curve = of(key);
        if (!curve.signsAs(algorithm)) {
            return false;
        }
        try {
            BigInteger[] numbers = SignatureEncoding.DER.decode(signature, curve.order());
            Signer engine = curve.engine();
            engine.init(false, curve.parameters(key));
            engine.update(content, 0, content.length);
            return engine.verifySignature(SignatureEncoding.RAW.encode(numbers[0], numbers[1]));
        } catch (MalformedSignatureException | WrongConventionException notDer) {
            return false;
        }
    }

    static Curve of(ECPublicKeyParameters key) {
        return SM2.domain.equals(key.getParameters()) ? SM2 : P256;
    }

    /**
     * A key on one of the two curves, named, never described: parameters of the sender's own making would let
     * it choose a generator that fits a known point.
     */
    static ECPublicKeyParameters publicKey(SubjectPublicKeyInfo info) {
        AlgorithmIdentifier algorithm = info.getAlgorithm();
        if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            for (Curve curve : values()) {
                if (curve.domain.getName().equals(algorithm.getParameters())) {
                    return curve.point(info.getPublicKeyData().getOctets());
                }
            }
        }
        throw new MalformedException("the key is on neither SM2's curve nor P-256");
    }

    /** The key of an uncompressed point: 4, x and y, 65 bytes. */
    ECPublicKeyParameters point(byte[] encoded) {
        if (encoded.length != Sm2PublicKey.SIZE_BYTES || encoded[0] != 4) {
            throw new MalformedException("a public key is an uncompressed point of 65 bytes");
        }
        try {
            return new ECPublicKeyParameters(domain.getCurve().decodePoint(encoded), domain);
        } catch (IllegalArgumentException offCurve) {
            throw new MalformedException("the public key is no point of its curve");
        }
    }

    static SubjectPublicKeyInfo describe(ECPublicKeyParameters key) {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
