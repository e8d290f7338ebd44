package org.yibao.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.jsse.BCX509Key;

/** An own key and chain as the TLS library takes them, in the suite they are for. */
final class LineCredential implements BCX509Key {
    private final LineSuite suite;
    private final PrivateKey privateKey;
    private final X509Certificate[] chain;

    LineCredential(LineSuite suite, LineKeys keys, Provider provider) {
        this.suite = suite;
        try {
            byte[] pkcs8 = keys.keyStore().keyPair().privateKeyInfo().getEncoded();
            this.privateKey = KeyFactory.getInstance("EC", provider).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            this.chain = chain(keys.keyStore().requireChain().certificates(), provider);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("the provider reads keys and certificates on both curves", impossible);
        }
    }

    private static X509Certificate[] chain(List<Certificate> certificates, Provider provider)
            throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509", provider);
        X509Certificate[] chain = new X509Certificate[certificates.size()];
        for (int i = 0; i < chain.length; i++) {
            byte[] encoded = certificates.get(i).encoded();
            chain[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        }
        return chain;
    }

    @Override
    public X509Certificate[] getCertificateChain() {
        return chain.clone();
    }

    @Override
    public String getKeyType() {
        return suite.keyType();
    }

    @Override
    public PrivateKey getPrivateKey() {
        return privateKey;
    }
}
