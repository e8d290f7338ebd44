package org.yibao.platform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.InquiryInput;
import org.yibao.link.message.InquiryOutput;
import org.yibao.link.message.InquiryOutput.Standing;
import org.yibao.link.message.SettleOutput;
import org.yibao.link.message.Transaction;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Messages;

/**
 * States what became of a settlement or void (5203), by its message id. A statement is never remembered: asked again,
 * it says how things stand then.
 */
final class InquiryDesk {
    private final org.yibao.platform.ledger.Transaction tx;
    private final Transactions.Context context;

    InquiryDesk(org.yibao.platform.ledger.Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
    }

    Verdict ask(InquiryInput.Target target) {
        if (!context.key().owns(target.omsgid())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        Messages messages = new Messages(tx);
        Optional<Messages.Answered> came = messages.find(target.omsgid());
        Optional<Messages.Reversed> reversed = messages.reversed(target.omsgid());
        if (reversed.isPresent()) {
            return reversed.get().wasHeld()
                    ? said(target, Standing.REVERSED, came, RefusalCode.MSGID_REVERSED)
                    : said(target, Standing.BARRED, came, RefusalCode.MSGID_BARRED);
        }
        return came.map(first -> standing(target, first)).orElseGet(() -> said(target, Standing.UNKNOWN, came, null));
    }

    private Verdict standing(InquiryInput.Target target, Messages.Answered first) {
        Transaction transaction = Transaction.of(first.infno()).orElseThrow();
        Answer answer =
                Answer.decode(transaction, SignedJson.decode(first.answer()).json());
        if (answer instanceof Answer.Refused refused) {
            String code = refused.header().errCode();
            return told(target, Standing.REFUSED, first, code, refused.header().errMsg(), null);
        }
        Optional<Entry> entry = new Entries(tx).byMsgid(target.omsgid());
        return entry.isPresent() && ((Answer.Done) answer).output() instanceof SettleOutput settled
                ? told(target, standing(entry.get()), first, null, null, settled)
                : told(target, Standing.NO_SETTLEMENT, first, null, null, null);
    }

    private static Standing standing(Entry entry) {
        return entry.state() == Entry.State.VOIDED ? Standing.VOIDED : Standing.BOOKED;
    }

    private static Verdict said(
            InquiryInput.Target target,
            Standing standing,
            Optional<Messages.Answered> came,
            @Nullable RefusalCode code) {
        return told(
                target,
                standing,
                came.orElse(null),
                code == null ? null : code.name(),
                code == null ? null : code.sentence(),
                null);
    }

    private static Verdict told(
            InquiryInput.Target target,
            Standing standing,
            Messages.@Nullable Answered came,
            @Nullable String code,
            @Nullable String text,
            @Nullable SettleOutput settled) {
        String digest = came == null ? null : came.contentDigest();
        return new Verdict.Told(
                new InquiryOutput(new InquiryOutput.Statement(target.omsgid(), standing, digest, code, text), settled));
    }
}
