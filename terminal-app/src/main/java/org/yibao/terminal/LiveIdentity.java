package org.yibao.terminal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.yibao.certs.CertsException;
import org.yibao.certs.IdentityFiles;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalIdentity;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.identity.MessageSigner;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.machine.Machine;

/**
 * The identity in force. Whoever shows, signs or judges takes it from here each time, so that another counts from the
 * next connection, message or judgement on. It follows its folder, which a technician may change too. Any thread may
 * use it.
 */
final class LiveIdentity {
    private static final Logger LOG = System.getLogger(LiveIdentity.class.getName());

    private final CertificatesFolder folder;
    private final InstantSource clock;
    private volatile InForce inForce;
    private volatile Runnable trustChanged = () -> {};

    /**
     * What counts.
     *
     * @param keys the files that the identity was read from
     * @param trusted those that said last whom to trust
     */
    private record InForce(TerminalIdentity identity, MessageSigner signer, IdentityFiles keys, IdentityFiles trusted) {
        static InForce of(TerminalIdentity identity, IdentityFiles files) {
            return new InForce(identity, MessageSigner.of(identity), files, files);
        }

        boolean hasKeysOf(IdentityFiles others) {
            return same(keys, others, IdentityFiles.SIGNING_KEYS, IdentityFiles.LINE_KEYS, IdentityFiles.LINE_SM_KEYS);
        }

        boolean hasAuthoritiesOf(IdentityFiles others) {
            return same(
                    trusted,
                    others,
                    IdentityFiles.SIGNING_ANCHORS,
                    IdentityFiles.LINE_ANCHORS,
                    IdentityFiles.LINE_SM_ANCHORS);
        }

        boolean hasListsOf(IdentityFiles others) {
            return same(trusted, others, IdentityFiles.REVOCATIONS);
        }

        private static boolean same(IdentityFiles one, IdentityFiles other, String... names) {
            return Stream.of(names)
                    .allMatch(name -> Arrays.equals(
                            one.contents().get(name), other.contents().get(name)));
        }
    }

    LiveIdentity(CertificatesFolder folder, TerminalIdentity identity, IdentityFiles files, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.inForce = InForce.of(identity, files);
    }

    /** @param told after what is trusted changed: connections that stand are to be judged again */
    void onTrustChange(Runnable told) {
        trustChanged = told;
    }

    TerminalIdentity identity() {
        return inForce.identity;
    }

    MessageSigner signer() {
        return inForce.signer;
    }

    TrustAnchors signingAnchors() {
        return identity().signingAnchors();
    }

    Revocations revocations() {
        return signingAnchors().revocations();
    }

    /** Whether the folder holds other keys than are in force: {@link #adopt} is due. */
    boolean isBehind(IdentityFiles files) {
        return !inForce.hasKeysOf(files);
    }

    /** From here on another identity is in force; it must be the one that the folder holds. */
    synchronized void adopt(TerminalIdentity next, IdentityFiles files) {
        inForce = InForce.of(next, files);
    }

    /**
     * Trusts as the folder says by now; its keys stay what they are.
     *
     * @return the files
     * @throws CertsException when they do not read
     */
    IdentityFiles refresh() {
        IdentityFiles files = folder.load();
        if (trust(files)) {
            LOG.log(Level.INFO, "revocation lists or authorities changed");
            trustChanged.run();
        }
        return files;
    }

    private synchronized boolean trust(IdentityFiles files) {
        InForce before = inForce;
        boolean sameAuthorities = before.hasAuthoritiesOf(files);
        // Other keys may wait for long, and bring authorities of their own; what the present ones took back must not.
        boolean counts = sameAuthorities || before.hasKeysOf(files);
        if (!counts || (sameAuthorities && before.hasListsOf(files))) {
            return false;
        }
        inForce = new InForce(before.identity.trusting(files), before.signer, before.keys, files);
        return true;
    }

    /**
     * Takes a revocation list or the announcement of an authority, as {@code certs trust} does: it is checked, kept in
     * the folder, and counts at once.
     *
     * @param signed as {@link CertificatesFolder#trust}
     * @param others as there
     * @throws CertsException when it is none of them, or no trusted authority signed it
     * @throws StartException when the folder cannot be written
     */
    void take(byte[] signed, List<TrustAnchors> others) {
        try {
            folder.trust(signed, others, clock.instant());
        } catch (IOException refused) {
            throw new StartException(FaultCode.CERTIFICATE_UNUSABLE, List.of(Machine.reason(refused)), refused);
        }
        refresh();
    }
}
