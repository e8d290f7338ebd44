package org.yibao.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;
import org.yibao.link.message.Request;
import org.yibao.link.message.SettleOutput;
import org.yibao.link.message.SettlementMapper;
import org.yibao.link.message.VoidInput;
import org.yibao.platform.ledger.Effect;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.Messages;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.PlatformAnswer;

/**
 * Voids (2103, 2208): takes back exactly what the settlement added, in an entry of its own with negative
 * amounts. Later settlements stay as they are (section 10 of the calculation).
 */
final class VoidDesk {
    private final Transaction tx;
    private final Transactions.Context context;

    VoidDesk(Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
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
        String institution = context.key().institutionCode();
        return entry.voids() == null
                && entry.terminal().institutionCode().equals(institution)
                && entry.psnNo().equals(target.psnNo())
                && entry.visitId().equals(target.mdtrtId())
                && (target.setlId().isEmpty() || entry.setlId().equals(target.setlId()));
    }

    private Verdict book(Request request, Entry settled) {
        Entries entries = new Entries(tx);
        List<Effect> undoing = entries.undoing(settled);
        Entry taking = new Entry(
                new Serials(tx).next("setl_id", context.terminal().admdvs(), context.localNow()),
                request.id().value(),
                request.transaction().infno(),
                settled.psnNo(),
                settled.visitId(),
                context.key(),
                context.localNow(),
                Entry.State.BOOKED,
                settled.setlId(),
                settled.tenders().negated());
        entries.book(taking, undoing);
        entries.mark(settled.setlId(), Entry.State.VOIDED);
        return answer(settled, taking, undoing);
    }

    private Verdict answer(Entry settled, Entry taking, List<Effect> undoing) {
        SettleOutput first = FirstAnswer.settled(new Messages(tx), settled);
        PlatformAnswer.Booked was = SettlementMapper.booked(first);
        Amount balance =
                new People(tx).byPsnNo(settled.psnNo()).map(Insured::balance).orElse(Amount.ZERO);
        PlatformAnswer.Booked taken = new PlatformAnswer.Booked(
                taking.setlId(),
                was.clearing(),
                Negation.of(was.breakdown(), balance),
                was.funds().stream().map(Negation::of).toList(),
                was.lines().stream().map(Negation::of).toList(),
                cumAfter(undoing));
        return new Verdict.Done(SettlementMapper.output(new SettlementMapper.Booking(
                taking.msgid(),
                taking.visitId(),
                taking.psnNo(),
                first.setlinfo().insutype(),
                first.setlinfo().medType(),
                taking.bookedAt(),
                undoing.stream().mapToInt(Effect::year).max().orElse(0),
                taken)));
    }

    /** The accumulators that moved, as they stand. */
    private YearToDate cumAfter(List<Effect> undoing) {
        Map<String, Long> values = new TreeMap<>();
        for (Effect moved : undoing) {
            if (!moved.code().isEmpty()) {
                YearToDate cum = new People(tx).cum(moved.psnNo(), moved.year());
                values.put(moved.code(), cum.value(moved.code()));
            }
        }
        return YearToDate.of(values);
    }
}
