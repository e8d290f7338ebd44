package org.yibao.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.yibao.certs.Certificate;
import org.yibao.certs.Sm3;
import org.yibao.certs.TerminalName;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.identity.TrustedSigners;
import org.yibao.link.identity.UntrustedException;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.CarriedInput;
import org.yibao.link.message.CarriedOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.Request;
import org.yibao.platform.ledger.Certificates;
import org.yibao.platform.ledger.LedgerDatabase;
import org.yibao.platform.ledger.LedgerException;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Terminals;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.TerminalProfile;

/**
 * Answers messages: each id once. What a message changes, its answer and the memory of both are one commit, so
 * that a platform that dies between two steps did all of them or none.
 */
final class MessageDesk {
    private static final System.Logger LOG = System.getLogger(MessageDesk.class.getName());

    /** The reference platform's own division, in {@code inf_refmsgid}: Jinan. */
    private static final String DIVISION = "370100";

    private final LedgerDatabase ledger;
    private final MessageSigner signer;
    private final TrustedSigners terminals;
    private final Transactions transactions;
    private final InstantSource clock;
    private final ZoneId zone;

    /** @param terminals the authorities under what terminals sign */
    MessageDesk(
            LedgerDatabase ledger,
            MessageSigner signer,
            TrustedSigners terminals,
            Transactions transactions,
            InstantSource clock,
            ZoneId zone) {
        this.ledger = ledger;
        this.signer = signer;
        this.terminals = terminals;
        this.transactions = transactions;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * A verified message whose envelope names its sender.
     *
     * @param presentId of the certificate that its sender shows now
     */
    private record Received(TerminalKey sender, Bytes presentId, Request request, SignedJson signed, Instant at) {
        String msgid() {
            return request.id().value();
        }

        /** Over what was said, not over the signature: the same content under a renewed key is a repeat. */
        String digest() {
            return Sm3.digest(signed.json().toArray()).hex();
        }
    }

    /** The certificate with this id, if it was given to the terminal before the one with the other. */
    Optional<Certificate> earlierSigner(TerminalName from, Bytes certificateId, Bytes presentId) {
        return ledger.inTransaction(tx -> new Certificates(tx, key(from)).earlierSigner(certificateId, presentId))
                .map(Certificates.Held::certificate);
    }

    private static TerminalKey key(TerminalName name) {
        return new TerminalKey(name.institutionCode(), name.letter());
    }

    /**
     * The answer to a message: the first one's bytes when it is a repeat.
     *
     * @param presentId of the certificate that the terminal shows now; the message's own may be an earlier one
     */
    SignedJson answer(TerminalName from, Bytes presentId, Request request, SignedJson signed) {
        Received received = new Received(key(from), presentId, request, signed, clock.instant());
        try {
            return ledger.inTransaction(tx -> answer(tx, received));
        } catch (LedgerException e) {
            LOG.log(System.Logger.Level.ERROR, "nothing was booked for " + request.id(), e);
            return signer.sign(new Answer.Refused(AnswerHeader.refused(
                            request.header(),
                            "",
                            received.at,
                            clock.instant(),
                            AnswerHeader.TRY_LATER,
                            RefusalCode.LEDGER_FAILED.sentence()))
                    .encode());
        }
    }

    private SignedJson answer(Transaction tx, Received received) {
        Optional<Messages.Answered> before = new Messages(tx).find(received.msgid());
        if (before.isEmpty()) {
            return first(tx, received);
        }
        return before.get().digest().equals(received.digest())
                ? SignedJson.decode(before.get().answer())
                : reused(tx, received);
    }

    private SignedJson reused(Transaction tx, Received received) {
        RefusalCode code = RefusalCode.MSGID_REUSED;
        new Terminals(tx).raise(new Terminals.Alarm(received.at, received.sender, code.name(), received.msgid()));
        return write(tx, received, code.refused());
    }

    private SignedJson first(Transaction tx, Received received) {
        Verdict verdict = decide(tx, received);
        SignedJson answer = write(tx, received, verdict);
        if (verdict instanceof Verdict.Postponed || verdict instanceof Verdict.Told) {
            return answer;
        }
        String infno = received.request.transaction().infno();
        new Messages(tx)
                .keep(received.msgid(), new Messages.Answered(infno, received.digest(), answer.encode()), received.at);
        return answer;
    }

    private Verdict decide(Transaction tx, Received received) {
        Optional<TerminalProfile> terminal = new Terminals(tx).find(received.sender);
        if (terminal.isEmpty()) {
            return RefusalCode.TERMINAL_NOT_ENROLLED.refused();
        }
        if (new Messages(tx).reversed(received.msgid()).isPresent()) {
            return RefusalCode.MSGID_BARRED.refused();
        }
        try {
            Optional<Certificates.Held> takenBack =
                    new Certificates(tx, received.sender).revokedSigner(received.presentId);
            if (takenBack.isPresent() && !received.request.transaction().movesMoney()) {
                return RefusalCode.CERTIFICATE_REVOKED.refused();
            }
            Transactions.Context context = new Transactions.Context(
                    terminal.get(),
                    received.at,
                    zone,
                    earlierSigner(tx, received).or(() -> takenBack));
            return tx.orNothing(() -> received.request.input() instanceof CarriedInput carried
                    ? carried(tx, received, carried.message())
                    : transactions.decide(tx, received.request, context));
        } catch (MessageException | ArithmeticException e) {
            LOG.log(System.Logger.Level.WARNING, "unusable: " + received.request.id(), e);
            return RefusalCode.REQUEST_INVALID.refused();
        }
    }

    /**
     * Another terminal's message. Who brings it counts for nothing: it is judged by its own signature, id and place in
     * its own terminal's journal, and answered as if that terminal had sent it.
     */
    private Verdict carried(Transaction tx, Received received, SignedJson signed) {
        Request request = Request.decode(signed.json());
        TerminalKey maker =
                new TerminalKey(request.id().institutionCode(), request.id().terminal());
        boolean ofTheInstitution = maker.institutionCode().equals(received.sender.institutionCode())
                && maker.institutionCode().equals(request.header().fixmedinsCode());
        if (!ofTheInstitution || !request.transaction().movesMoney()) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        List<Certificates.Held> signing = new Certificates(tx, maker).signing();
        Optional<Certificate> signer = signing.stream()
                .filter(held -> held.signsAs(signed.certificateId()))
                .map(Certificates.Held::certificate)
                .findFirst();
        if (signer.isEmpty()) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        try {
            terminals.earlier(signer.get()).verify(signed);
        } catch (UntrustedException broken) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        Bytes presentId =
                Bytes.of(signing.get(signing.size() - 1).certificate().id().bytes());
        return new Verdict.Told(
                CarriedOutput.of(answer(tx, new Received(maker, presentId, request, signed, received.at))));
    }

    private static Optional<Certificates.Held> earlierSigner(Transaction tx, Received received) {
        Bytes signer = received.signed.certificateId();
        return signer.equals(received.presentId)
                ? Optional.empty()
                : Optional.of(new Certificates(tx, received.sender)
                        .earlierSigner(signer, received.presentId)
                        .orElseThrow(() -> new MessageException("signed under a certificate that is not known")));
    }

    private SignedJson write(Transaction tx, Received received, Verdict verdict) {
        LocalDateTime local = LocalDateTime.ofInstant(received.at, zone);
        String reference = new Serials(tx).next("inf_refmsgid", DIVISION, local);
        if (verdict instanceof Verdict.Done done) {
            return done(received, reference, done.output());
        }
        if (verdict instanceof Verdict.Told told) {
            return done(received, reference, told.output());
        }
        return verdict instanceof Verdict.Postponed later
                ? refusal(received, reference, later.code(), later.text())
                : refusal(received, reference, ((Verdict.Refused) verdict).code(), ((Verdict.Refused) verdict).text());
    }

    private SignedJson done(Received received, String reference, AnswerOutput output) {
        AnswerHeader header = AnswerHeader.done(received.request.header(), reference, received.at, clock.instant());
        return signer.sign(new Answer.Done(header, output).encode());
    }

    private SignedJson refusal(Received received, String reference, String code, String text) {
        AnswerHeader header =
                AnswerHeader.refused(received.request.header(), reference, received.at, clock.instant(), code, text);
        return signer.sign(new Answer.Refused(header).encode());
    }
}
