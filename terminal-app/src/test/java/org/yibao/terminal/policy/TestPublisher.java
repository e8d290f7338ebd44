package org.yibao.terminal.policy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.TrustAnchors;
import org.yibao.certs.Validity;

/** A publisher with an authority of its own, for testing: keys made by each test. */
public record TestPublisher(CertificateAuthority authority, KeyStoreFile keys) {
    /** As the bundles that come with the product name it. */
    public static final String NAME = "yibao-terminal";

    /** Valid from an hour before until {@code life} after. */
    public static TestPublisher at(Instant now, Duration life) {
        Instant from = now.minus(Duration.ofHours(1));
        CertificateAuthority authority =
                CertificateAuthority.createForSigning("test only", Validity.starting(from, Duration.ofDays(3650)));
        return new TestPublisher(authority, authority.issuePublisher(NAME, new Validity(from, now.plus(life))));
    }

    public TrustAnchors anchors() {
        return authority.anchors();
    }

    public byte[] sign(BundleFile file) {
        return BundleSignature.sign(file, keys);
    }

    /** The table in force with another version or title. */
    public static BundleFile variant(String version, String title) {
        String text = new String(BundleFile.find("jinan-in-force").content(), StandardCharsets.UTF_8)
                .replaceFirst("version: \"1\"", "version: \"" + version + "\"")
                .replaceFirst("title: 济南市现行待遇", "title: " + title);
        return BundleFile.of("variant.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
