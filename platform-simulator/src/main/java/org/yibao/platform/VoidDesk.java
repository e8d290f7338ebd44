package org.yibao.platform;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;
import org.yibao.link.message.CumNode;
import org.yibao.link.message.Request;
import org.yibao.link.message.SettleOutput;
import org.yibao.link.message.VoidInput;
import org.yibao.platform.ledger.Effect;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.TerminalProfile;

/**
 * Voids (2103, 2208): takes back exactly what the settlement added, in an entry of its own with negative
 * amounts. Later settlements stay as they are (section 10 of the calculation).
 */
final class VoidDesk {
    private final Transaction tx;
    private final TerminalProfile terminal;
    private final LocalDateTime now;

    VoidDesk(Transaction tx, TerminalProfile terminal, LocalDateTime now) {
        this.tx = tx;
        this.terminal = terminal;
        this.now = now;
    }

    Verdict take(Request request, VoidInput.Target target) {
        Optional<Entry> found = find(target).filter(entry -> isMeant(entry, target));
        if (found.isEmpty()) {
            return RefusalCode.SETTLEMENT_UNKNOWN.refused();
        }
        if (!found.get().stands()) {
            return RefusalCode.SETTLEMENT_VOIDED_ALREADY.refused();
        }
        return book(request, found.get());
    }

    private Optional<Entry> find(VoidInput.Target target) {
        Entries entries = new Entries(tx);
        return target.omsgid().isEmpty() ? entries.bySetlId(target.setlId()) : entries.byMsgid(target.omsgid());
    }

    /** Only its own institution voids a settlement, and only with the numbers that belong together. */
    private boolean isMeant(Entry entry, VoidInput.Target target) {
        return entry.voids() == null
                && entry.terminal()
                        .institutionCode()
                        .equals(terminal.institution().code())
                && entry.psnNo().equals(target.psnNo())
                && entry.visitId().equals(target.mdtrtId())
                && (target.setlId().isEmpty() || entry.setlId().equals(target.setlId()));
    }

    private Verdict book(Request request, Entry settled) {
        Entries entries = new Entries(tx);
        List<Effect> undoing = entries.undoing(settled);
        Entry taking = new Entry(
                new Serials(tx).next("setl_id", terminal.admdvs(), now),
                request.id().value(),
                request.transaction().infno(),
                settled.psnNo(),
                settled.visitId(),
                new TerminalKey(terminal.institution().code(), terminal.letter()),
                now,
                Entry.State.BOOKED,
                settled.setlId(),
                settled.tenders().negated());
        entries.book(taking, undoing);
        entries.mark(settled.setlId(), Entry.State.VOIDED);
        return new Verdict.Done(
                SettledAnswer.taken(FirstAnswer.settled(new Messages(tx), settled), taking, balance(settled), cumAfter(undoing)));
    }

    private Amount balance(Entry settled) {
        return new People(tx)
                .byPsnNo(settled.psnNo())
                .map(Insured::balance)
                .orElse(Amount.ZERO);
    }

    /** The accumulators that moved, as they stand. */
    private List<CumNode> cumAfter(List<Effect> undoing) {
        List<CumNode> rows = new ArrayList<>();
        for (Effect moved : undoing) {
            if (!moved.code().isEmpty()) {
                long value = new People(tx).cum(moved.psnNo(), moved.year()).value(moved.code());
                rows.addAll(SettledAnswer.cum(moved.year(), YearToDate.of(Map.of(moved.code(), value))));
            }
        }
        return rows;
    }
}
