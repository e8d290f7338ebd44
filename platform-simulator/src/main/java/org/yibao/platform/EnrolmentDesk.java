package org.yibao.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.yibao.certs.Certificate;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.settlement.TerminalProfile;

/** Where terminals become known: grants their requests and writes them down. Any thread may ask. */
public final class EnrolmentDesk {
    private final LedgerDatabase ledger;
    private final PlatformKeys keys;
    private final InstantSource clock;

    EnrolmentDesk(LedgerDatabase ledger, PlatformKeys keys, InstantSource clock) {
        this.ledger = ledger;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Enrols a terminal.
     *
     * @param profile institution, letter and place as the platform knows them from here on; the terminal's own
     *     word on them never counts
     * @throws PlatformException when the letter is taken by a terminal whose certificates count, or the request is another institution's
     * @throws org.yibao.certs.CertsException when the request is not sound
     */
    public EnrolmentAnswer enrol(TerminalProfile profile, EnrolmentRequest request) {
        TerminalName name = new TerminalName(profile.institution().code(), profile.letter());
        if (!request.institutionCode().equals(name.institutionCode())) {
            throw new PlatformException("the request is not from " + name.institutionCode());
        }
        Instant now = clock.instant();
        EnrolmentAnswer answer = keys.authorities().enrol(request, name, PlatformKeys.holderValidity(now));
        TerminalKey key = new TerminalKey(name.institutionCode(), name.letter());
        ledger.run(tx -> {
            Terminals terminals = new Terminals(tx);
            Certificates certificates = new Certificates(tx, key);
            if (terminals.find(key).isPresent() && !certificates.standing().isEmpty()) {
                throw new PlatformException("letter " + key.letter() + " of " + key.institutionCode() + " is taken");
            }
            terminals.enrol(profile, now);
            certificates.issued(leaves(answer), now);
        });
        return answer;
    }

    static List<Certificate> leaves(EnrolmentAnswer answer) {
        return List.of(
                answer.lineChain().leaf(),
                answer.lineSmChain().leaf(),
                answer.signingChain().leaf());
    }

    /** What the authorities took back, as of now. */
    public Revocations revocations() {
        return new RevocationDesk(ledger, keys.authorities(), clock).current();
    }

    /**
     * Makes a key for a publisher of policy bundles, for development.
     *
     * @param name the {@code publisher} its bundles name
     */
    public KeyStoreFile publisher(String name) {
        return keys.authorities().signing().issuePublisher(name, PlatformKeys.holderValidity(clock.instant()));
    }

    /** Whom terminals trust that use bundles of these publishers. */
    public TrustAnchors publisherAnchors() {
        return keys.authorities().signing().anchors();
    }
}
