package org.yibao.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.yibao.certs.Authorities;
import org.yibao.certs.CertificateAuthority;
import org.yibao.certs.HostName;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.PlatformIdentity;
import org.yibao.certs.Validity;

/**
 * The platform's three authorities and its own identity, for development. They stand in PKCS#12 files of one
 * folder and are made at the first start.
 */
record PlatformKeys(Authorities authorities, PlatformIdentity identity) {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration HOLDER_LIFE = Duration.ofDays(730);
    /** Certificates count from a little earlier, for clocks that run behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final String NAME = "yibao reference platform";
    private static final String LINE_AUTHORITY = "line-authority.p12";
    private static final String LINE_SM_AUTHORITY = "line-sm-authority.p12";
    private static final String SIGNING_AUTHORITY = "signing-authority.p12";
    private static final Set<HostName> HOSTS =
            Set.of(HostName.parse("localhost"), HostName.parse("127.0.0.1"), HostName.parse("::1"));

    /** Opens the folder's keys; makes those that are not there. */
    static PlatformKeys open(Path folder, Passphrase passphrase, Instant now) {
        try {
            Files.createDirectories(folder);
            Authorities authorities = authorities(folder, passphrase, now);
            return new PlatformKeys(authorities, identity(folder, passphrase, authorities, now));
        } catch (IOException e) {
            throw new PlatformException("the platform's keys cannot be read", e);
        }
    }

    /** How long a certificate that is issued now for a terminal is valid. */
    static Validity holderValidity(Instant now) {
        return Validity.starting(now.minus(BACKDATED), HOLDER_LIFE);
    }

    private static Authorities authorities(Path folder, Passphrase passphrase, Instant now) throws IOException {
        Path line = folder.resolve(LINE_AUTHORITY);
        Path lineSm = folder.resolve(LINE_SM_AUTHORITY);
        Path signing = folder.resolve(SIGNING_AUTHORITY);
        Validity validity = Validity.starting(now.minus(BACKDATED), AUTHORITY_LIFE);
        // The signing authority is written last: without it the folder holds nothing yet.
        if (!Files.exists(signing)) {
            Authorities fresh = Authorities.create(NAME, validity);
            write(line, fresh.line(), passphrase);
            write(lineSm, fresh.lineSm(), passphrase);
            write(signing, fresh.signing(), passphrase);
        } else if (!Files.exists(lineSm)) {
            // A folder of the earlier form: terminals enrolled from now on have all three certificates.
            write(lineSm, CertificateAuthority.createForLineSm(NAME + " line SM", validity), passphrase);
        }
        return new Authorities(
                authority(line, passphrase), authority(lineSm, passphrase), authority(signing, passphrase));
    }

    private static void write(Path file, CertificateAuthority authority, Passphrase passphrase) {
        PrivateFile.write(file, authority.keyStore().encode(passphrase.characters()));
    }

    private static CertificateAuthority authority(Path file, Passphrase passphrase) throws IOException {
        return CertificateAuthority.of(KeyStoreFile.decode(Files.readAllBytes(file), passphrase.characters()));
    }

    private static PlatformIdentity identity(Path folder, Passphrase passphrase, Authorities authorities, Instant now) {
        Path last = folder.resolve(IdentityFiles.SIGNING_ANCHORS);
        if (!Files.exists(last)) {
            PlatformIdentity fresh = authorities.issuePlatform(NAME, HOSTS, holderValidity(now));
            fresh.files(passphrase.characters())
                    .contents()
                    .forEach((name, content) -> PrivateFile.write(folder.resolve(name), content));
        }
        return PlatformIdentity.open(IdentityFiles.load(folder), passphrase.characters());
    }
}
