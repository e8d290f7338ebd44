package org.yibao.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.CertificateRequest;
import org.yibao.certs.HostName;
import org.yibao.certs.KeyPair;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.P256KeyPair;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Validity;

/**
 * The platform's authorities and its own two keys, for development: each in a PKCS#12 file of its folder, made
 * at the first start.
 *
 * @param lineAuthority issues line certificates (P-256)
 * @param signingAuthority issues signing certificates (SM2)
 * @param line the platform's end of the TLS line
 * @param signing signs the platform's answers
 */
record PlatformKeys(
        CertificateAuthority lineAuthority,
        CertificateAuthority signingAuthority,
        KeyStoreFile line,
        KeyStoreFile signing) {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration HOLDER_LIFE = Duration.ofDays(730);
    /** Certificates count from a little earlier, for clocks that run behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final String NAME = "yibao-reference-platform";

    /** Where the platform answers: certificates are issued for these names. */
    static final Set<HostName> LOOPBACK =
            Set.of(HostName.parse("localhost"), HostName.parse("127.0.0.1"), HostName.parse("::1"));

    static PlatformKeys open(Path folder, Passphrase passphrase, Instant now) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new PlatformException("the key folder cannot be made", e);
        }
        Shelf shelf = new Shelf(folder, passphrase, now);
        CertificateAuthority line = shelf.lineAuthority();
        CertificateAuthority signing = shelf.signingAuthority();
        return new PlatformKeys(line, signing, shelf.line(line), shelf.signing(signing));
    }

    /** How long a certificate issued now for a terminal is valid. */
    static Validity holderValidity(Instant now) {
        return Validity.starting(now.minus(BACKDATED), HOLDER_LIFE);
    }

    /** The key files of one folder: read where they are, made where they are not. */
    private record Shelf(Path folder, Passphrase passphrase, Instant now) {
        CertificateAuthority lineAuthority() {
            return CertificateAuthority.of(keep("line-authority", () -> CertificateAuthority.createForLine(
                            NAME + "-line-authority", authorityValidity())
                    .keyStore()));
        }

        CertificateAuthority signingAuthority() {
            return CertificateAuthority.of(keep("signing-authority", () -> CertificateAuthority.createForSigning(
                            NAME + "-signing-authority", authorityValidity())
                    .keyStore()));
        }

        KeyStoreFile line(CertificateAuthority authority) {
            return keep("line", () -> {
                KeyPair keys = P256KeyPair.generate();
                CertificateRequest request = CertificateRequest.of(keys, NAME);
                return KeyStoreFile.of(
                        keys, authority.issueServer(request, NAME, LOOPBACK, holderValidity(now)));
            });
        }

        KeyStoreFile signing(CertificateAuthority authority) {
            return keep("signing", () -> {
                KeyPair keys = Sm2KeyPair.generate();
                CertificateRequest request = CertificateRequest.of(keys, NAME);
                return KeyStoreFile.of(keys, authority.issuePlatform(request, NAME, holderValidity(now)));
            });
        }

        private Validity authorityValidity() {
            return Validity.starting(now.minus(BACKDATED), AUTHORITY_LIFE);
        }

        private KeyStoreFile keep(String name, Supplier<KeyStoreFile> fresh) {
            Path file = folder.resolve(name + ".p12");
            if (!Files.exists(file)) {
                PrivateFile.write(file, fresh.get().encode(passphrase.characters()));
            }
            try {
                return KeyStoreFile.decode(Files.readAllBytes(file), passphrase.characters());
            } catch (IOException e) {
                throw new PlatformException("the key store " + name + " cannot be read", e);
            }
        }
    }
}
