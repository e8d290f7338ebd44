package org.yibao.platform;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.yibao.certs.RecordHash;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.MoneyInput;
import org.yibao.link.message.PlaceNode;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.VoidInput;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.Journals;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.MessageId;

/**
 * Holds each terminal to one journal: countersigns what goes on from a head it knows, and quarantines a terminal
 * that shows two. The first proof of a terminal, and the first after a release, is believed from its base on; so is
 * one whose base this platform countersigned after all that its ledger knows, as when that came from a backup.
 */
final class JournalDesk {
    private static final System.Logger LOG = System.getLogger(JournalDesk.class.getName());

    /** An alarm: the terminal holds a countersignature of this platform's that its ledger has forgotten. */
    private static final String LEDGER_BEHIND = "LEDGER_BEHIND";

    /** How a journal shows that it is not the one that is known. */
    enum Fork {
        BASE_UNKNOWN,
        WENT_BACK,
        LINKS_LEAD_ELSEWHERE,
        TWO_HASHES,
        TWO_MESSAGES
    }

    private final Transaction tx;
    private final Transactions.Context context;
    private final Journals journals;

    JournalDesk(Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
        this.journals = new Journals(tx, context.key());
    }

    /**
     * Countersigns what a 9001 or 9912 proves.
     *
     * @param own knows what this platform signed before
     * @return the refusal; empty when the journal goes on
     */
    Optional<Verdict> prove(MessageId message, HeadNode headinfo, OwnWord own) {
        JournalProof proof = headinfo.proof();
        if (journals.quarantine().isPresent()) {
            return Optional.of(RefusalCode.JOURNAL_FORKED.refused());
        }
        if (journals.countersigned().isEmpty()) {
            journals.begin(proof.base());
        }
        List<JournalHead> points = points(proof);
        boolean behind = isBehind(proof.base(), headinfo, own);
        Optional<Fork> fork = fork(proof, points, behind);
        if (fork.isPresent()) {
            quarantine(fork.get(), message);
            return Optional.of(RefusalCode.JOURNAL_FORKED.refused());
        }
        if (behind) {
            noteBehind(proof.base(), message);
        }
        points.forEach(journals::learn);
        proof.messages().forEach(queued -> journals.expect(queued(queued), today()));
        journals.countersigned(proof.head(), context.now());
        return Optional.empty();
    }

    /**
     * Whether this platform countersigned the base later than anything that it knows of this journal. Every
     * countersignature is kept in the commit that made it, so this ledger lost one. What was signed before the head
     * that it knows last, as everything from before a release was, shows no loss but another journal.
     */
    private boolean isBehind(JournalHead base, HeadNode headinfo, OwnWord own) {
        return journals.countersigned()
                .filter(last -> base.number() > last.number())
                .flatMap(last -> headinfo.word())
                .flatMap(answer -> own.countersigned(context.key(), answer))
                .filter(echo -> echo.head().equals(base))
                .filter(echo ->
                        echo.headTime().isAfter(journals.countersignedAt().orElseThrow()))
                .isPresent();
    }

    private void noteBehind(JournalHead base, MessageId message) {
        long known = journals.countersigned().map(JournalHead::number).orElseThrow();
        LOG.log(
                System.Logger.Level.WARNING,
                "the ledger is older than the journal of {0}: nothing is known of its records {1} to {2}",
                message,
                String.valueOf(known + 1),
                String.valueOf(base.number()));
        raise(LEDGER_BEHIND, message);
    }

    private Optional<Fork> fork(JournalProof proof, List<JournalHead> points, boolean behind) {
        Optional<JournalHead> last = journals.countersigned();
        Optional<String> base = journals.hash(proof.base().number());
        if (last.isPresent() && base.isEmpty() && !behind) {
            return Optional.of(Fork.BASE_UNKNOWN);
        }
        if (last.filter(before -> proof.end() < before.number() || isMissing(points, before))
                .isPresent()) {
            return Optional.of(Fork.WENT_BACK);
        }
        if (!points.get(points.size() - 1).equals(proof.head())) {
            return Optional.of(Fork.LINKS_LEAD_ELSEWHERE);
        }
        if (points.stream().anyMatch(this::differs)) {
            return Optional.of(Fork.TWO_HASHES);
        }
        boolean others = proof.messages().stream().anyMatch(queued -> journals.holdsAnother(queued(queued), ""));
        return others ? Optional.of(Fork.TWO_MESSAGES) : Optional.empty();
    }

    /** The base and every record that follows from it. */
    private static List<JournalHead> points(JournalProof proof) {
        byte[] links = proof.links().toArray();
        List<JournalHead> points = new ArrayList<>(List.of(proof.base()));
        JournalHead reached = proof.base();
        for (int at = 0; at < links.length; at += JournalProof.LINK_BYTES) {
            byte[] previous = HexFormat.of().parseHex(reached.hash());
            byte[] link = Arrays.copyOfRange(links, at, at + JournalProof.LINK_BYTES);
            reached = new JournalHead(
                    reached.number() + 1, RecordHash.of(previous, link).hex());
            points.add(reached);
        }
        return points;
    }

    /**
     * Whether a record is not known though a later head is. A terminal that once showed a countersignature which the
     * ledger had lost never goes back to before it; a copy of its disk from that time would.
     */
    private boolean isMissing(List<JournalHead> points, JournalHead last) {
        return points.stream()
                .filter(point -> point.number() <= last.number())
                .anyMatch(point -> journals.hash(point.number()).isEmpty());
    }

    private boolean differs(JournalHead point) {
        return journals.hash(point.number())
                .filter(hash -> !hash.equals(point.hash()))
                .isPresent();
    }

    /**
     * Whether a message that moves money may be judged now; it may come in any order and late. In quarantine only
     * what stands up to the last good head is: the rest waits for the release, undecided.
     *
     * @return the refusal; empty when the message may be judged
     */
    Optional<Verdict> place(MessageId message, MoneyInput input) {
        Optional<Journals.Quarantine> stopped = journals.quarantine();
        Optional<Certificates.Held> past = context.pastSigner();
        PlaceNode place = input.jrnlinfo();
        if (place == null) {
            return stopped.map(reason -> waits()).or(() -> past.map(signer -> notProved(signer, message)));
        }
        if (place.jrnlNo() < 1) {
            throw new MessageException("jrnlinfo is no place in a journal");
        }
        Journals.Queued queued = new Journals.Queued(place.jrnlNo(), settlement(message, input));
        if (stopped.filter(reason -> place.jrnlNo() > reason.goodNumber()).isPresent()) {
            return Optional.of(waits());
        }
        if (journals.awaitsProof()) {
            return Optional.of(waits());
        }
        if (past.isPresent() && !isProved(queued, place, message, past.get())) {
            return Optional.of(stopped.isPresent() ? waits() : notProved(past.get(), message));
        }
        boolean twoMessages = journals.holdsAnother(queued, message.value());
        if (twoMessages || differs(place.before())) {
            if (stopped.isEmpty()) {
                quarantine(twoMessages ? Fork.TWO_MESSAGES : Fork.TWO_HASHES, message);
            }
            return Optional.of(waits());
        }
        journals.learn(place.before());
        journals.came(queued, message.value(), today());
        return Optional.empty();
    }

    /**
     * Whether the journal vouches for a message whose certificate does not count by itself any more: its record is
     * part of what was countersigned, and was so before the certificate was taken back.
     */
    private boolean isProved(Journals.Queued queued, PlaceNode place, MessageId message, Certificates.Held signer) {
        long countersigned = journals.countersigned().map(JournalHead::number).orElse(0L);
        long good = signer.revoked()
                .map(revoked -> Math.min(revoked.goodNumber(), countersigned))
                .orElse(countersigned);
        return queued.number() <= good
                && journals.names(queued)
                && !journals.holdsAnother(queued, message.value())
                && journals.hash(queued.number() - 1)
                        .equals(Optional.of(place.before().hash()));
    }

    private Verdict notProved(Certificates.Held signer, MessageId message) {
        RefusalCode code = signer.revoked().isPresent() ? RefusalCode.SIGNER_REVOKED : RefusalCode.SIGNER_NOT_CURRENT;
        raise(code.name(), message);
        return code.refused();
    }

    private static String settlement(MessageId message, MoneyInput input) {
        if (input instanceof VoidInput undone) {
            return undone.data().omsgid();
        }
        return input instanceof ReversalInput reversed ? reversed.data().omsgid() : message.value();
    }

    private static Journals.Queued queued(JournalProof.Queued queued) {
        return new Journals.Queued(queued.record(), queued.settlement().value());
    }

    private static Verdict waits() {
        return new Verdict.Postponed(
                RefusalCode.TERMINAL_QUARANTINED.name(), RefusalCode.TERMINAL_QUARANTINED.sentence());
    }

    private void quarantine(Fork fork, MessageId message) {
        journals.quarantine(fork.name(), context.now());
        raise(RefusalCode.JOURNAL_FORKED.name(), message);
    }

    private void raise(String code, MessageId message) {
        new Terminals(tx).raise(new Terminals.Alarm(context.now(), context.key(), code, message.value()));
    }

    private LocalDate today() {
        return context.localNow().toLocalDate();
    }
}
