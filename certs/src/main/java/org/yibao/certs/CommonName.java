package org.yibao.certs;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The one part of a distinguished name that says whose a certificate is. */
final class CommonName {
    private CommonName() {}

    /** {@code C=CN, CN=name}. */
    static X500Name distinguished(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "CN")
                .addRDN(BCStyle.CN, name)
                .build();
    }

    /** Empty when there is none, or more than one. */
    static Optional<String> in(X500Name name) {
        RDN[] names = name.getRDNs(BCStyle.CN);
        if (names.length == 1
                && !names[0].isMultiValued()
                && names[0].getFirst().getValue() instanceof ASN1String text) {
            return Optional.of(text.getString());
        }
        return Optional.empty();
    }
}
