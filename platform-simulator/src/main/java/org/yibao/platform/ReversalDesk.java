package org.yibao.platform;

import java.util.Optional;
import java.util.Set;
import org.yibao.link.message.Request;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.ReversalOutput;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.Transaction;

/**
 * Reverses (2601): what the named message booked is undone, and a message that never arrived is barred, so that
 * it is refused when it comes late. A second reversal of one message is answered like the first.
 */
final class ReversalDesk {
    private static final Set<String> REVERSIBLE = Set.of(
            org.yibao.link.message.Transaction.PHARMACY_SETTLE.infno(),
            org.yibao.link.message.Transaction.CLINIC_SETTLE.infno());

    private final Transaction tx;
    private final Transactions.Context context;

    ReversalDesk(Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
    }

    Verdict reverse(Request request, ReversalInput.Target target) {
        boolean own = context.key().owns(target.omsgid());
        if (!own || !REVERSIBLE.contains(target.oinfno())) {
            return RefusalCode.SETTLEMENT_NOT_REVERSIBLE.refused();
        }
        if (isOfOtherContent(target)) {
            return RefusalCode.OTHER_CONTENT_HELD.refused();
        }
        Optional<Messages.Reversed> before = new Messages(tx).reversed(target.omsgid());
        if (before.isPresent()) {
            return reversed(before.get().wasHeld());
        }
        Optional<Entry> held = new Entries(tx).byMsgid(target.omsgid());
        return held.isPresent() ? undo(request, target, held.get()) : bar(request, target, false);
    }

    private boolean isOfOtherContent(ReversalInput.Target target) {
        Optional<String> named = Optional.ofNullable(target.odigest());
        Optional<String> came = new Messages(tx).find(target.omsgid()).map(Messages.Answered::contentDigest);
        return named.isPresent() && came.isPresent() && !named.equals(came);
    }

    private Verdict undo(Request request, ReversalInput.Target target, Entry held) {
        if (!held.psnNo().equals(target.psnNo()) || !held.infno().equals(target.oinfno())) {
            return RefusalCode.SETTLEMENT_NOT_REVERSIBLE.refused();
        }
        if (!held.stands()) {
            return RefusalCode.SETTLEMENT_VOIDED_ALREADY.refused();
        }
        new Entries(tx).reverse(held);
        return bar(request, target, true);
    }

    private Verdict bar(Request request, ReversalInput.Target target, boolean wasHeld) {
        new Messages(tx).bar(target.omsgid(), request.id().value(), wasHeld);
        return reversed(wasHeld);
    }

    private static Verdict reversed(boolean wasHeld) {
        return new Verdict.Done(new ReversalOutput(new ReversalOutput.Result(wasHeld)));
    }
}
