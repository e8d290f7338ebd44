package org.yibao.link.gateway;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.yibao.link.frame.Evidence;
import org.yibao.link.frame.FrameCodec;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.identity.MessageSigner;
import org.yibao.link.message.HeadInput;
import org.yibao.link.message.HeadNode;
import org.yibao.link.message.PersonInput;
import org.yibao.link.message.RenewalInput;
import org.yibao.link.message.Request;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.ShiftNode;
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
import org.yibao.settlement.reconciliation.DayEntry;

/**
 * Who speaks on the line, and what its own messages need.
 *
 * @param operator who stands in messages that nobody at the counter asked for
 * @param mac address of the terminal's network card, at most 20 characters; may be empty
 * @param ip address of the terminal, at most 20 characters; may be empty
 * @param signer asked for at each message; another one only between two connections
 * @param journal read on the worker
 * @param zone of the counter's clock
 * @param shifts those that ended lately, told when the terminal signs out; asked on the worker
 */
public record LinkedTerminal(
        TerminalProfile profile,
        Operator operator,
        String mac,
        String ip,
        Supplier<MessageSigner> signer,
        MessageIds ids,
        Journal journal,
        InstantSource clock,
        ZoneId zone,
        Supplier<List<DayEntry.ShiftEnded>> shifts) {

    /** Without shifts of cashiers. */
    public LinkedTerminal(
            TerminalProfile profile,
            Operator operator,
            String mac,
            String ip,
            Supplier<MessageSigner> signer,
            MessageIds ids,
            Journal journal,
            InstantSource clock,
            ZoneId zone) {
        this(profile, operator, mac, ip, signer, ids, journal, clock, zone, List::of);
    }

    /** More than the cashiers of two days. */
    private static final int SHIFTS_MAX = 64;

    /** A platform reads a 9001 and a 9912 of fewer bytes than this, as a frame's body. */
    private static final int HEAD_BYTES = 65_536;

    /** Proves the journal from the head that was countersigned last, with the platform's word on that where it fits. */
    HeadMessage signIn() {
        JournalProof proof = journal.proof(journal.base(), HeadNode.RECORDS_MAX);
        HeadNode bare = HeadNode.of(proof);
        HeadNode vouched = journal.countersignature(proof.base())
                .map(kept -> bare.vouchedBy(Evidence.decode(kept).answer().encode()))
                .orElse(bare);
        LocalDateTime now = localTime();
        MessageId id = ids.next(now);
        SignedJson message = signIn(id, now, vouched);
        return new HeadMessage(id, fits(message) ? message : signIn(id, now, bare), proof.head(), proof.isWhole());
    }

    private SignedJson signIn(MessageId id, LocalDateTime at, HeadNode headinfo) {
        SignInInput.SignIn who = new SignInInput.SignIn(operator.id(), mac, ip);
        return sign(Transaction.SIGN_IN, id, "", at, new SignInInput(who, headinfo));
    }

    private static boolean fits(SignedJson message) {
        return FrameCodec.HEADER_BYTES + message.encodedBytes() < HEAD_BYTES;
    }

    HeadMessage head(String signNo, JournalHead base) {
        JournalProof proof = journal.proof(base, HeadNode.RECORDS_MAX);
        Own head = own(Transaction.HEAD, signNo, new HeadInput(HeadNode.of(proof)));
        return new HeadMessage(head.id(), head.message(), proof.head(), proof.isWhole());
    }

    /** A message of this terminal's own under its id. */
    record Own(MessageId id, SignedJson message) {}

    Own signOut(String signNo) {
        List<DayEntry.ShiftEnded> ended = shifts.get();
        List<ShiftNode> newest = ended.stream()
                .skip(Math.max(0, ended.size() - SHIFTS_MAX))
                .map(ShiftNode::of)
                .toList();
        SignOutInput.SignOut who = new SignOutInput.SignOut(signNo, operator.id());
        return own(Transaction.SIGN_OUT, signNo, new SignOutInput(who, newest.isEmpty() ? null : newest));
    }

    /** Whether an id is of this terminal's own making. */
    boolean made(MessageId id) {
        return id.institutionCode().equals(profile.institution().code()) && id.terminal() == profile.letter();
    }

    Own own(Transaction transaction, String signNo, RequestInput input) {
        LocalDateTime now = localTime();
        MessageId id = ids.next(now);
        return new Own(id, sign(transaction, id, signNo, now, input));
    }

    SignedJson person(MessageId id, String signNo, PersonInput input) {
        return sign(Transaction.PERSON, id, signNo, id.second(), input);
    }

    SignedJson renewal(MessageId id, String signNo, RenewalInput input) {
        return sign(Transaction.RENEWAL, id, signNo, id.second(), input);
    }

    private SignedJson sign(
            Transaction transaction, MessageId id, String signNo, LocalDateTime at, RequestInput input) {
        RequestHeader.Sender sender = new RequestHeader.Sender(profile, operator, "", signNo);
        return signer.get()
                .sign(Request.of(RequestHeader.of(transaction, id, sender, at), input)
                        .encode());
    }

    private LocalDateTime localTime() {
        return LocalDateTime.ofInstant(clock.instant(), zone);
    }
}
