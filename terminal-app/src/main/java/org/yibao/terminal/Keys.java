package org.yibao.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.yibao.certs.CertificateUsage;
import org.yibao.certs.CertsException;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.InsecureSecretAccess;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.LineSuites;
import org.yibao.certs.MalformedException;
import org.yibao.certs.SignatureEncoding;
import org.yibao.certs.Sm2UserId;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.WrongPassphraseException;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.TerminalProfile;
import org.yibao.store.SqliteStore;
import org.yibao.store.StoreInUseException;
import org.yibao.store.StoreKeys;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.configuration.PassphraseSource;
import org.yibao.terminal.machine.Machine;
import org.yibao.terminal.text.Sentences;

/**
 * Who the terminal is, and the keys of its store. The store's key-encryption key lies in the certificates' folder,
 * so that a copy of the store's folder alone opens nothing.
 *
 * @param firstStart whether no store was ever made under the store's key
 */
record Keys(TerminalIdentity identity, IdentityFiles files, StoreKeys store, boolean firstStart) {
    private static final Logger LOG = System.getLogger(Keys.class.getName());

    /** In the certificates' folder, from the end of the first start on: so it says that there was a store. */
    static final String STORE_KEY = "store.key";

    /** What it is called until the store stands. */
    private static final String STORE_KEY_FIRST = "store-first.key";

    /** Stands from the start of a change of the store's key to its end. */
    private static final String STORE_KEY_NEXT = "store-next.key";

    /**
     * @param storeFile its key is only made while it does not exist
     * @throws StartException when key or certificate cannot be used, or are another terminal's
     */
    static Keys open(Configuration configuration, Path storeFile, Map<String, String> environment, Instant now) {
        try {
            CertificatesFolder folder = CertificatesFolder.at(configuration.certificates());
            IdentityFiles files = folder.load();
            TerminalIdentity identity = identity(folder, files, configuration.passphrase(), environment);
            identity.check(now);
            requireName(identity, configuration.terminal());
            requireKeyFor(configuration.platform().tls(), identity);
            finishStoreKeyChange(configuration.certificates(), storeFile);
            KeyEncryptionKey keyEncryptionKey =
                    keyEncryptionKey(configuration.certificates().resolve(STORE_KEY), storeFile);
            boolean firstStart = !Files.exists(configuration.certificates().resolve(STORE_KEY));
            return new Keys(identity, files, store(keyEncryptionKey, identity, now), firstStart);
        } catch (WrongPassphraseException wrong) {
            throw new StartException(FaultCode.PASSPHRASE_WRONG, List.of(), wrong);
        } catch (CertsException unusable) {
            throw new StartException(
                    FaultCode.CERTIFICATE_UNUSABLE, List.of(String.valueOf(unusable.getMessage())), unusable);
        }
    }

    /**
     * The store's keys under an identity.
     *
     * @throws CertsException when its signing certificate is not good at this instant
     */
    static StoreKeys store(KeyEncryptionKey keyEncryptionKey, TerminalIdentity identity, Instant now) {
        return new StoreKeys(
                keyEncryptionKey,
                identity.signer(Sm2UserId.DEFAULT, SignatureEncoding.RAW),
                identity.signingAnchors()
                        .check(identity.signingChain(), CertificateUsage.SIGNING_TERMINAL, now)
                        .sm2PublicKey(),
                identity.earlierSignerKeys());
    }

    private static TerminalIdentity identity(
            CertificatesFolder folder, IdentityFiles files, PassphraseSource source, Map<String, String> environment) {
        char[] passphrase = passphrase(source, environment);
        try {
            TerminalIdentity identity = TerminalIdentity.open(files, passphrase);
            clearRenewal(folder, identity, passphrase);
            return identity;
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** What waits for a renewal must not keep the terminal from selling under what is in force. */
    private static void clearRenewal(CertificatesFolder folder, TerminalIdentity identity, char[] passphrase) {
        try {
            Renewal.clearWhenOver(folder, identity, passphrase);
        } catch (IOException | CertsException unusable) {
            LOG.log(Level.WARNING, "the keys that wait for a renewal: {0}", unusable.getMessage());
        }
    }

    static char[] passphrase(PassphraseSource source, Map<String, String> environment) {
        return source.read(environment)
                .orElseThrow(() -> new StartException(FaultCode.PASSPHRASE_WRONG, List.of("no passphrase")));
    }

    private static void requireName(TerminalIdentity identity, TerminalProfile profile) {
        boolean same =
                identity.name().institutionCode().equals(profile.institution().code())
                        && identity.name().letter() == profile.letter();
        if (!same) {
            throw new StartException(
                    FaultCode.CERTIFICATE_UNUSABLE,
                    List.of("the certificates are of " + identity.name() + ", the configuration is of "
                            + profile.institution().code() + "-" + profile.letter()));
        }
    }

    static void requireKeyFor(LineSuites suites, TerminalIdentity identity) {
        if (!identity.offers(suites)) {
            throw new StartException(
                    FaultCode.CERTIFICATE_UNUSABLE,
                    List.of(Sentences.of("start.no-line-key", suites.text(), IdentityFiles.LINE_SM_KEYS)));
        }
    }

    /** A store whose key is gone must not get another: what it holds would look like damage. */
    private static KeyEncryptionKey keyEncryptionKey(Path file, Path storeFile) {
        Path first = file.resolveSibling(STORE_KEY_FIRST);
        try {
            if (!Files.exists(file) && !Files.exists(first) && !Files.exists(storeFile)) {
                KeyEncryptionKey made = KeyEncryptionKey.generate();
                Machine.writePrivate(first, made.fileContent(InsecureSecretAccess.get()));
                return made;
            }
            return read(!Files.exists(file) && Files.exists(first) ? first : file);
        } catch (IOException | MalformedException unusable) {
            throw new StartException(FaultCode.STORE_KEY_MISSING, List.of(STORE_KEY), unusable);
        }
    }

    /** The first store stands: its key takes its name. */
    static void storeStands(Path certificates) {
        Path first = certificates.resolve(STORE_KEY_FIRST);
        try {
            if (Files.exists(first) && !Files.exists(certificates.resolve(STORE_KEY))) {
                Machine.rename(first, certificates.resolve(STORE_KEY));
            }
        } catch (IOException unusable) {
            throw new StartException(FaultCode.STORE_KEY_MISSING, List.of(STORE_KEY), unusable);
        }
    }

    /** @throws StartException when there is no key of the store, or it is being changed */
    static KeyEncryptionKey storeKey(Path certificates) {
        try {
            if (Files.exists(certificates.resolve(STORE_KEY_NEXT))) {
                throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(STORE_KEY_NEXT));
            }
            return read(certificates.resolve(STORE_KEY));
        } catch (IOException | MalformedException unusable) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(STORE_KEY), unusable);
        }
    }

    private static KeyEncryptionKey read(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return KeyEncryptionKey.decode(content.readNBytes(KeyEncryptionKey.FILE_BYTES + 1));
        }
    }

    /**
     * Gives a closed store another key-encryption key. Interrupted anywhere, it is finished by the next start or the
     * next call.
     *
     * @throws StartException when the present key or the folder cannot be used
     * @throws org.yibao.settlement.port.StoreException as {@link SqliteStore#changeKey}
     */
    static void changeStoreKey(Path certificates, Path storeFile) {
        try {
            read(certificates.resolve(STORE_KEY));
            Path next = certificates.resolve(STORE_KEY_NEXT);
            if (Files.exists(next)) {
                finishStoreKeyChange(certificates, storeFile);
                return;
            }
            Machine.writePrivate(next, KeyEncryptionKey.generate().fileContent(InsecureSecretAccess.get()));
            try {
                finishStoreKeyChange(certificates, storeFile);
            } catch (StoreInUseException running) {
                Files.delete(next);
                throw running;
            }
        } catch (IOException | MalformedException unusable) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(STORE_KEY), unusable);
        }
    }

    private static void finishStoreKeyChange(Path certificates, Path storeFile) {
        Path next = certificates.resolve(STORE_KEY_NEXT);
        Path present = certificates.resolve(STORE_KEY);
        if (!Files.exists(next)) {
            return;
        }
        try {
            if (Files.exists(storeFile)) {
                SqliteStore.changeKey(storeFile, read(present), read(next));
            }
            Machine.rename(next, present);
        } catch (IOException | MalformedException unusable) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(STORE_KEY_NEXT), unusable);
        }
    }
}
