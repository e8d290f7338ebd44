package org.yibao.platform;

import java.util.Optional;
import java.util.Set;
import org.yibao.link.message.ReversalInput;
import org.yibao.link.message.ReversalOutput;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Transaction;

/**
 * Reverses (2601): what the named message booked is undone, and a message that never arrived is barred, so that
 * it is refused when it comes late.
 */
final class ReversalDesk {
    private static final Set<String> REVERSIBLE = Set.of("2102", "2207");

    private ReversalDesk() {}

    static Verdict reverse(Transaction tx, TerminalKey terminal, String msgid, ReversalInput.Target order) {
        boolean own = terminal.owns(order.omsgid());
        if (!own || !REVERSIBLE.contains(order.oinfno())) {
            return RefusalCode.SETTLEMENT_NOT_REVERSIBLE.refused();
        }
        Messages messages = new Messages(tx);
        Optional<Messages.Reversed> before = messages.reversed(order.omsgid());
        if (before.isPresent()) {
            return reversed(before.get().wasHeld());
        }
        Optional<Entry> held = new Entries(tx).byMsgid(order.omsgid());
        return held.isPresent() ? undo(tx, msgid, order, held.get()) : bar(tx, msgid, order, false);
    }

    private static Verdict undo(Transaction tx, String msgid, ReversalInput.Target order, Entry held) {
        if (!held.psnNo().equals(order.psnNo()) || !held.infno().equals(order.oinfno())) {
            return RefusalCode.SETTLEMENT_NOT_REVERSIBLE.refused();
        }
        if (!held.stands()) {
            return RefusalCode.SETTLEMENT_VOIDED_ALREADY.refused();
        }
        new Entries(tx).reverse(held);
        return bar(tx, msgid, order, true);
    }

    private static Verdict bar(Transaction tx, String msgid, ReversalInput.Target order, boolean wasHeld) {
        new Messages(tx).bar(order.omsgid(), msgid, wasHeld);
        return reversed(wasHeld);
    }

    private static Verdict reversed(boolean wasHeld) {
        return new Verdict.Done(new ReversalOutput(new ReversalOutput.Result(wasHeld)));
    }
}
