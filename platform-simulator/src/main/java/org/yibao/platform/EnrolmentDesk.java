package org.yibao.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.yibao.certs.Certificate;
import org.yibao.certs.CertsException;
import org.yibao.certs.Digest;
import org.yibao.certs.EnrolmentAnswer;
import org.yibao.certs.EnrolmentCode;
import org.yibao.certs.EnrolmentRequest;
import org.yibao.certs.KeyStoreFile;
import org.yibao.certs.Revocations;
import org.yibao.certs.TerminalName;
import org.yibao.certs.TrustAnchors;
import org.yibao.link.enrolment.EnrolmentRefusedException;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.Invitations;
import org.yibao.platform.ledger.Invitations.Invitation;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/** Where terminals become known: grants their requests and writes them down. Any thread may ask. */
public final class EnrolmentDesk {
    /** Whoever shows a used code with other keys has stolen it, or the first one had. */
    static final String CODE_REUSED = "ENROLMENT_CODE_REUSED";

    private static final System.Logger LOG = System.getLogger(EnrolmentDesk.class.getName());

    /** The same words for whatever is wrong with a code: a guesser learns nothing from them. */
    private static final String NOT_GOOD = "the code is not good for this request";

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
     * @throws PlatformException when the letter is taken by a terminal whose certificates were not taken back, the request
     *     is another institution's, or its keys were taken back
     * @throws CertsException when the request is not sound
     */
    public EnrolmentAnswer enrol(TerminalProfile profile, EnrolmentRequest request) {
        if (!request.institutionCode().equals(profile.institution().code())) {
            throw new PlatformException(
                    "the request is not from " + profile.institution().code());
        }
        Instant now = clock.instant();
        return ledger.inTransaction(tx -> grant(tx, profile, request, now));
    }

    private EnrolmentAnswer grant(Transaction tx, TerminalProfile profile, EnrolmentRequest request, Instant now) {
        TerminalName name = name(profile);
        requireFree(tx, profile);
        Certificates certificates = new Certificates(tx, key(profile));
        if (certificates.tookBack(request)) {
            throw new PlatformException("keys that were taken back are not certified again");
        }
        EnrolmentAnswer answer = keys.authorities().enrol(request, name, PlatformKeys.holderValidity(now));
        new Terminals(tx).enrol(profile, now);
        certificates.issued(leaves(answer), now);
        return answer;
    }

    static List<Certificate> leaves(EnrolmentAnswer answer) {
        return List.of(
                answer.lineChain().leaf(),
                answer.lineSmChain().leaf(),
                answer.signingChain().leaf());
    }

    private static TerminalKey key(TerminalProfile profile) {
        return new TerminalKey(profile.institution().code(), profile.letter());
    }

    private static TerminalName name(TerminalProfile profile) {
        return new TerminalName(profile.institution().code(), profile.letter());
    }

    /** The one place that says who may still become this terminal. */
    private static void requireFree(Transaction tx, TerminalProfile profile) {
        TerminalKey key = key(profile);
        boolean counts = !new Certificates(tx, key).standing().isEmpty();
        if (new Terminals(tx).find(key).isPresent() && counts) {
            throw new PlatformException("letter " + key.letter() + " of " + key.institutionCode() + " is taken");
        }
    }

    /**
     * Makes a code that enrols one terminal once, over the line. Several may wait for one letter, as when the first was
     * lost: the first that is used takes it.
     *
     * @param profile as for {@link #enrol}
     * @param life from now on
     * @return given to the person who sets the terminal up, and kept nowhere
     * @throws PlatformException when the letter is taken
     * @throws CertsException when institution or letter cannot name a terminal
     */
    public EnrolmentCode invite(TerminalProfile profile, Duration life) {
        TerminalName name = name(profile);
        EnrolmentCode code = EnrolmentCode.generate();
        Instant now = clock.instant();
        ledger.run(tx -> {
            requireFree(tx, profile);
            new Invitations(tx).add(code.digest(), profile, now.plus(life));
        });
        LOG.log(System.Logger.Level.INFO, "{0} may enrol until {1}", name, now.plus(life));
        return code;
    }

    /**
     * Enrols the terminal that shows a code; as {@link org.yibao.link.enrolment.EnrolmentService#enrol}. A repeat for
     * the same keys gets the first answer, until the code expires.
     */
    Bytes enrolByCode(EnrolmentCode code, Bytes request) {
        EnrolmentRequest asked;
        String institution;
        try {
            asked = EnrolmentRequest.decode(request.toArray());
            institution = asked.institutionCode();
        } catch (CertsException unsound) {
            throw new EnrolmentRefusedException("the request is not sound: " + unsound.getMessage());
        }
        Instant now = clock.instant();
        Decision decision;
        try {
            decision = ledger.inTransaction(tx -> decide(tx, code.digest(), asked, institution, now));
        } catch (PlatformException taken) {
            throw new EnrolmentRefusedException(String.valueOf(taken.getMessage()));
        }
        return decision.answer().orElseThrow(() -> {
            LOG.log(System.Logger.Level.WARNING, "enrolment at {0} refused: {1}", institution, decision.why());
            return new EnrolmentRefusedException(NOT_GOOD);
        });
    }

    /**
     * What the ledger comes to. A refusal is one too, and no exception: what it wrote must stay.
     *
     * @param answer empty in a refusal
     * @param why for the platform's own log
     */
    private record Decision(Optional<Bytes> answer, String why) {
        static Decision granted(Bytes answer) {
            return new Decision(Optional.of(answer), "");
        }

        static Decision refused(String why) {
            return new Decision(Optional.empty(), why);
        }
    }

    private Decision decide(Transaction tx, Digest code, EnrolmentRequest asked, String institution, Instant now) {
        Invitations invitations = new Invitations(tx);
        Invitation invitation = invitations.find(code).orElse(null);
        if (invitation == null) {
            return Decision.refused("nobody was given the code");
        }
        Invitations.Use use = invitation.use().orElse(null);
        if (use != null && !use.keys().equals(asked.keys())) {
            noteReuse(tx, invitation, now);
            return Decision.refused("the code of " + name(invitation.profile()) + " was used by other keys");
        }
        if (!now.isBefore(invitation.expiresAt())) {
            return Decision.refused("the code of " + name(invitation.profile()) + " is expired");
        }
        if (use != null) {
            return Decision.granted(use.answer());
        }
        if (!institution.equals(invitation.key().institutionCode())) {
            return Decision.refused("the code is that of " + name(invitation.profile()));
        }
        Bytes answer = Bytes.of(grant(tx, invitation.profile(), asked, now).encode());
        invitations.used(code, new Invitations.Use(asked.keys(), answer));
        return Decision.granted(answer);
    }

    /** One alarm for each code: repeats of a thief do not fill the ledger. */
    private static void noteReuse(Transaction tx, Invitation invitation, Instant now) {
        if (!invitation.reuseNoted()) {
            new Invitations(tx).noteReuse(invitation.code(), now);
            new Terminals(tx).raise(new Terminals.Alarm(now, invitation.key(), CODE_REUSED, ""));
        }
    }

    /** Whom a terminal judges the platform by that is to be enrolled over the line; public. */
    public TrustAnchors lineAnchors() {
        return keys.authorities().lineAnchors();
    }

    /** What the authorities took back, as of now. */
    public Revocations revocations() {
        return new RevocationDesk(ledger, keys.authorities(), clock, lists -> {}).current();
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
