package org.yibao.certs;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The one thing a certificate is for, written as its only extended key usage. The signing usages have
 * identifiers of our own below a UUID arc (ITU-T X.667), which needs no registration.
 */
public enum CertificateUsage {
    /** A terminal's end of the TLS line. */
    LINE_CLIENT(KeyUsage.digitalSignature, Purpose.TLS_CLIENT),
    /** The platform's end of the TLS line; carries the hosts it answers for. */
    LINE_SERVER(KeyUsage.digitalSignature, Purpose.TLS_SERVER),
    /** A terminal's signature over settlements and journal records. */
    SIGNING_TERMINAL(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, Purpose.TERMINAL),
    /** The platform's signature over answers and journal heads. */
    SIGNING_PLATFORM(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, Purpose.PLATFORM),
    /** A publisher's signature over policy bundles. */
    SIGNING_PUBLISHER(KeyUsage.digitalSignature | KeyUsage.nonRepudiation, Purpose.PUBLISHER);

    private final int keyUsageBits;
    private final String purpose;

    CertificateUsage(int keyUsageBits, String purpose) {
        this.keyUsageBits = keyUsageBits;
        this.purpose = purpose;
    }

    /** The line runs on either curve, a signature on SM2's alone. */
    boolean runsOn(Curve curve) {
        return isOfLine() || curve == Curve.SM2;
    }

    boolean isOfLine() {
        return this == LINE_CLIENT || this == LINE_SERVER;
    }

    KeyUsage keyUsage() {
        return new KeyUsage(keyUsageBits);
    }

    ExtendedKeyUsage extendedKeyUsage() {
        return new ExtendedKeyUsage(purposeId());
    }

    /** Whether certificates of this usage name a terminal. */
    boolean namesTerminal() {
        return this == LINE_CLIENT || this == SIGNING_TERMINAL;
    }

    static Optional<CertificateUsage> of(KeyUsage keyUsage, ExtendedKeyUsage extended) {
        KeyPurposeId[] purposes = extended.getUsages();
        return Arrays.stream(values())
                .filter(usage -> purposes.length == 1 && purposes[0].equals(usage.purposeId()))
                .filter(usage -> usage.keyUsage().equals(keyUsage))
                .findFirst();
    }

    private KeyPurposeId purposeId() {
        return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose));
    }

    /** Object identifiers; a constant of the enum may not use one of its own fields. */
    private static final class Purpose {
        static final String TLS_SERVER = "1.3.6.1.5.5.7.3.1";
        static final String TLS_CLIENT = "1.3.6.1.5.5.7.3.2";
        private static final String OWN = "2.25.192616607603757453103582789082935961969";
        static final String TERMINAL = OWN + ".1";
        static final String PLATFORM = OWN + ".2";
        static final String PUBLISHER = OWN + ".3";
    }
}
