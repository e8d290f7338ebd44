package org.yibao.settlement.recalculation;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.settlement.Journalled;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.port.SettlementStore;

/**
 * Replays settlements under another book of policy, in the order in which they were made.
 *
 * <p>Each is split again from what it had seen, with the accumulators corrected by what the person's earlier ones of
 * the same medical year move more or less than they did. Those whose expense occurred before the first day keep
 * their movement. A settlement that was given back leaves no trace: one made before that, which had seen it, is
 * split without it (calculation rules, section 10).
 *
 * <p>It keeps a few numbers for each person, whatever the number of settlements.
 */
public final class Recalculation {
    private static final int PAGE = 200;

    private final PolicyBook book;
    private final LocalDate from;
    private final Map<String, CarriedForward> persons = new HashMap<>();

    /** @param from the first day whose expenses are split again */
    public Recalculation(PolicyBook book, LocalDate from) {
        this.book = book;
        this.from = from;
    }

    /** Replays a whole store from its first settlement; reads page by page and writes nothing. */
    public void replay(SettlementStore store, Consumer<Recalculated> found) {
        long last = 0;
        for (List<Journalled> page = store.inOrder(last, PAGE); !page.isEmpty(); page = store.inOrder(last, PAGE)) {
            page.forEach(each -> found.accept(next(each)));
            last = page.get(page.size() - 1).accepted();
        }
    }

    /** The next settlement, in the order in which they were made. */
    public Recalculated next(Journalled journalled) {
        Sale sale = journalled.settlement().sale();
        CarriedForward carried =
                persons.computeIfAbsent(sale.person().person().psnNo(), person -> new CarriedForward());
        carried.upTo(journalled.accepted());
        if (journalled.undone().isPresent()) {
            carried.without(yearOf(sale), moved(sale), journalled.undone().getAsLong());
            return new Recalculated.NotAffected(sale.id());
        }
        if (sale.request().begntime().toLocalDate().isBefore(from)) {
            return new Recalculated.NotAffected(sale.id());
        }
        return splitAgain(journalled.settlement(), carried);
    }

    private Recalculated splitAgain(Settlement settlement, CarriedForward carried) {
        Sale sale = settlement.sale();
        MessageId id = sale.id();
        YearToDate before = carried.corrected(yearOf(sale), sale.request().cum());
        QuoteResult result =
                BenefitCalculator.calculate(withCum(sale.request(), before), book, BenefitCalculator.Explanation.NONE);
        if (result instanceof Refusal refusal) {
            return new Recalculated.Refused(id, refusal);
        }
        Quote quote = (Quote) result;
        Shares counted = Shares.of(settlement.breakdown(), funds(settlement));
        Shares again = Shares.of(quote.breakdown(), quote.funds());
        Movement more = Movement.between(before, quote.cumAfter()).minus(moved(sale));
        if (again.minus(counted).isNothing()) {
            // What the platform split otherwise moved by its own reckoning, and later ones had seen that.
            carried.add(yearOf(sale), settlement.differs() ? Movement.NONE : more);
            return new Recalculated.Unchanged(id);
        }
        carried.add(yearOf(sale), more);
        return new Recalculated.Voucher(id, settlement.differs(), counted, again, more);
    }

    private static int yearOf(Sale sale) {
        return sale.request().begntime().getYear();
    }

    /** By the terminal's own reckoning: of the platform's only the sum is known. */
    private static Movement moved(Sale sale) {
        return Movement.between(sale.request().cum(), sale.quote().cumAfter());
    }

    private static List<FundShare> funds(Settlement settlement) {
        return settlement.differs() && settlement.answer() instanceof PlatformAnswer.Booked booked
                ? booked.funds()
                : settlement.sale().quote().funds();
    }

    private static QuoteRequest withCum(QuoteRequest request, YearToDate cum) {
        return new QuoteRequest(
                request.begntime(),
                request.medType(),
                request.institution(),
                request.patient(),
                request.place(),
                request.placeRegistered(),
                request.prescription(),
                request.maternity(),
                cum,
                request.account(),
                request.lines(),
                request.referral());
    }
}
