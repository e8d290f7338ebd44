package org.yibao.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.certs.Sm3;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
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
    /** The reference platform's own division, in {@code inf_refmsgid}: Jinan. */
    private static final String DIVISION = "370100";

    private final LedgerDatabase ledger;
    private final AnswerSigner signer;
    private final Transactions transactions;
    private final InstantSource clock;
    private final ZoneId zone;

    MessageDesk(
            LedgerDatabase ledger, AnswerSigner signer, PolicyBook policy, InstantSource clock, ZoneId zone) {
        this.ledger = ledger;
        this.signer = signer;
        this.transactions = new Transactions(policy);
        this.clock = clock;
        this.zone = zone;
    }

    /** Puts the platform's signature beside an answer. */
    @FunctionalInterface
    interface AnswerSigner {
        SignedJson sign(Bytes json);
    }

    /**
     * @param sender as its certificates name it; the signature over the message was verified
     * @throws MessageException when not even the envelope can be read
     */
    Bytes answer(TerminalKey sender, Bytes json) {
        Received received = new Received(sender, json, Request.decodeHeader(json), clock.instant());
        try {
            return ledger.inTransaction(tx -> answer(tx, received));
        } catch (LedgerException e) {
            RequestHeader header = received.header;
            AnswerHeader later = AnswerHeader.refused(
                    header, "", received.at, clock.instant(), AnswerHeader.TRY_LATER, "");
            return signer.sign(new Answer.Refused(later).encode()).encode();
        }
    }

    /** A message that came in. */
    private record Received(TerminalKey sender, Bytes json, RequestHeader header, Instant at) {
        String digest() {
            return Sm3.digest(json.toArray()).hex();
        }

        boolean isSenders() {
            return header.fixmedinsCode().equals(sender.institutionCode()) && sender.owns(header.msgid());
        }
    }

    private Bytes answer(Transaction tx, Received received) {
        Terminals terminals = new Terminals(tx);
        Optional<Terminals.Enrolled> terminal = terminals.find(received.sender);
        if (terminal.isEmpty()) {
            return write(tx, received, RefusalCode.TERMINAL_NOT_ENROLLED.refused());
        }
        if (!received.isSenders()) {
            return alarm(tx, received, RefusalCode.MSGID_FOREIGN);
        }
        Optional<Messages.Answered> before = new Messages(tx).find(received.header.msgid());
        if (before.isPresent()) {
            return before.get().digest().equals(received.digest())
                    ? before.get().answer()
                    : alarm(tx, received, RefusalCode.MSGID_REUSED);
        }
        return first(tx, received, terminal.get().profile());
    }

    private Bytes alarm(Transaction tx, Received received, RefusalCode code) {
        new Terminals(tx)
                .raise(new Terminals.Alarm(received.at, received.sender, code.name(), received.header.msgid()));
        return write(tx, received, code.refused());
    }

    private Bytes first(Transaction tx, Received received, TerminalProfile terminal) {
        Bytes answer = write(tx, received, decide(tx, received, terminal));
        Messages.Answered answered = new Messages.Answered(received.header.infno(), received.digest(), answer);
        new Messages(tx).keep(received.header.msgid(), answered, received.at);
        return answer;
    }

    private Verdict decide(Transaction tx, Received received, TerminalProfile terminal) {
        if (new Messages(tx).reversed(received.header.msgid()).isPresent()) {
            return RefusalCode.MSGID_BARRED.refused();
        }
        if (org.yibao.link.message.Transaction.of(received.header.infno()).isEmpty()) {
            return RefusalCode.TRANSACTION_UNKNOWN.refused();
        }
        try {
            Request request = Request.decode(received.json);
            return transactions.decide(tx, request, new Transactions.Context(terminal, received.at, zone));
        } catch (MessageException | ArithmeticException e) {
            return new Verdict.Refused(AnswerHeader.MESSAGE_MALFORMED, RefusalCode.REQUEST_INVALID.sentence());
        }
    }

    private Bytes write(Transaction tx, Received received, Verdict verdict) {
        LocalDateTime local = LocalDateTime.ofInstant(received.at, zone);
        String reference = new Serials(tx).next("inf_refmsgid", DIVISION, local);
        Answer answer;
        if (verdict instanceof Verdict.Done done) {
            answer = new Answer.Done(
                    AnswerHeader.done(received.header, reference, received.at, clock.instant()), done.output());
        } else {
            Verdict.Refused no = (Verdict.Refused) verdict;
            answer = new Answer.Refused(AnswerHeader.refused(
                    received.header, reference, received.at, clock.instant(), no.code(), no.text()));
        }
        return signer.sign(answer.encode()).encode();
    }
}
