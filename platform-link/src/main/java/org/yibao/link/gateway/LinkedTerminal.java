package org.yibao.link.gateway;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.PersonInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.SignInInput;
import org.yibao.link.message.SignOutInput;
import org.yibao.link.message.Transaction;
import org.yibao.link.session.HeadMessage;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.Journal;
import org.yibao.settlement.port.MessageIds;

/**
 * Who speaks on the line, and what its own messages need.
 *
 * @param operator who stands in messages that nobody at the counter asked for
 * @param mac address of the terminal's network card, at most 20 characters; may be empty
 * @param ip address of the terminal, at most 20 characters; may be empty
 * @param journal read on the worker
 * @param zone of the counter's clock
 */
public record LinkedTerminal(
        TerminalProfile profile,
        Operator operator,
        String mac,
        String ip,
        MessageSigner signer,
        MessageIds ids,
        Journal journal,
        InstantSource clock,
        ZoneId zone) {

    /** Proves the journal from the head that was countersigned last. */
    HeadMessage signIn() {
        JournalProof proof = journal.proof(journal.base(), HeadNode.RECORDS_MAX);
        SignInInput.SignIn who = new SignInInput.SignIn(operator.id(), mac, ip);
        return head(Transaction.SIGN_IN, "", new SignInInput(who, HeadNode.of(proof)), proof);
    }

    HeadMessage head(String signNo, JournalHead base) {
        JournalProof proof = journal.proof(base, HeadNode.RECORDS_MAX);
        return head(Transaction.HEAD, signNo, new HeadInput(HeadNode.of(proof)), proof);
    }

    private HeadMessage head(Transaction transaction, String signNo, RequestInput input, JournalProof proof) {
        LocalDateTime now = localTime();
        MessageId id = ids.next(now);
        return new HeadMessage(id, sign(transaction, id, signNo, now, input), proof.head(), proof.isWhole());
    }

    /** A message of this terminal's own under its id. */
    record Own(MessageId id, SignedJson message) {}

    Own signOut(String signNo) {
        return own(Transaction.SIGN_OUT, signNo, new SignOutInput(new SignOutInput.SignOut(signNo, operator.id())));
    }

    Own own(Transaction transaction, String signNo, RequestInput input) {
        LocalDateTime now = localTime();
        MessageId id = ids.next(now);
        return new Own(id, sign(transaction, id, signNo, now, input));
    }

    SignedJson person(MessageId id, String signNo, PersonInput input) {
        return sign(Transaction.PERSON, id, signNo, id.second(), input);
    }

    private SignedJson sign(
            Transaction transaction, MessageId id, String signNo, LocalDateTime at, RequestInput input) {
        RequestHeader.Sender sender = new RequestHeader.Sender(profile, operator, "", signNo);
        return signer.sign(
                Request.of(RequestHeader.of(transaction, id, sender, at), input).encode());
    }

    private LocalDateTime localTime() {
        return LocalDateTime.ofInstant(clock.instant(), zone);
    }
}
