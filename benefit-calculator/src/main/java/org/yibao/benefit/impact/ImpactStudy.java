package org.yibao.benefit.impact;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.impact.Impact.Difference;
import org.yibao.benefit.impact.Impact.Paid;
import org.yibao.benefit.impact.Impact.Sums;
import org.yibao.benefit.impact.Impact.Verdict;
import org.yibao.benefit.policy.Expectation;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;

/** Answers recorded requests under two tables, one after the other; for one thread. */
public final class ImpactStudy {
    private static final Comparator<Difference> LARGEST_FIRST = Comparator.<Difference, BigDecimal>comparing(
                    each -> each.difference().funds().abs())
            .thenComparing(each -> each.difference().cash().abs())
            .reversed()
            .thenComparing(Difference::line);

    private final PolicyBook before;
    private final PolicyBook after;
    private final TreeMap<String, Sums> schemes = new TreeMap<>();
    private final TreeMap<String, Long> refused = new TreeMap<>();
    private final TreeMap<String, Long> answered = new TreeMap<>();
    private final TreeMap<String, Long> refusedOtherwise = new TreeMap<>();
    private final List<Difference> largest = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private Sums total = Sums.none("");
    private long requests;
    private long changed;

    /** @param expecting the bundles of {@code after} whose expectations are examined */
    public ImpactStudy(PolicyBook before, PolicyBook after, List<PolicyBundle> expecting) {
        this.before = before;
        this.after = after;
        for (PolicyBundle bundle : expecting) {
            bundle.expectations().forEach(each -> verdicts.add(new Verdict(bundle.id(), each, 0, 0, BigDecimal.ZERO)));
        }
    }

    /** What one table says to a request. */
    private sealed interface Word {}

    private record Split(Derivation derivation) implements Word {
        Paid paid() {
            BenefitBreakdown totals = derivation.quote().breakdown();
            return new Paid(
                    totals.fundPaySumamt().yuan(),
                    totals.psnPartAmt().yuan(),
                    totals.psnCashPay().yuan());
        }

        /** Whether nobody pays, and nothing is added up, otherwise. */
        boolean saysLike(Split other) {
            Quote mine = derivation.quote();
            Quote theirs = other.derivation.quote();
            return mine.breakdown().equals(theirs.breakdown())
                    && mine.lines().equals(theirs.lines())
                    && mine.cumAfter().equals(theirs.cumAfter())
                    && funds(mine).equals(funds(theirs));
        }

        private static List<String> funds(Quote quote) {
            return quote.funds().stream()
                    .filter(fund -> fund.amount().isPositive())
                    .map(Split::named)
                    .toList();
        }

        private static String named(FundShare fund) {
            return fund.type() + " " + fund.amount();
        }
    }

    private record No(String code, @Nullable LocalDate day) implements Word {}

    /**
     * Answers the next request under both tables.
     *
     * @param request one JSON object of the quote contract in UTF-8; whatever it is, it is answered
     */
    public void add(byte[] request) {
        requests++;
        Word was = word(request, before);
        Word now = word(request, after);
        boolean differs = differs(was, now);
        changed += differs ? 1 : 0;
        if (was instanceof Split old && now instanceof Split next) {
            both(old, next, differs);
        } else if (was instanceof No old && now instanceof No next) {
            if (differs) {
                refusedOtherwise.merge(old.code() + " → " + next.code(), 1L, Long::sum);
            }
        } else if (was instanceof No old) {
            answered.merge(old.code(), 1L, Long::sum);
        } else if (now instanceof No next) {
            refused.merge(next.code(), 1L, Long::sum);
        }
        judge(was, now, differs);
    }

    private static Word word(byte[] request, PolicyBook book) {
        QuoteJson.Reading reading = QuoteJson.read(request, book);
        if (reading instanceof QuoteJson.Faulty faulty) {
            return new No(faulty.refusal().code().name(), null);
        }
        QuoteRequest understood = ((QuoteJson.Understood) reading).request();
        Derived derived = BenefitCalculator.derive(understood, book);
        if (derived instanceof Derivation derivation) {
            return new Split(derivation);
        }
        Refusal refusal = ((Derivation.Refused) derived).refusal();
        return new No(refusal.code().name(), understood.begntime().toLocalDate());
    }

    private static boolean differs(Word was, Word now) {
        if (was instanceof Split old && now instanceof Split next) {
            return !old.saysLike(next);
        }
        return !(was instanceof No old && now instanceof No next && old.code().equals(next.code()));
    }

    private void both(Split was, Split now, boolean differs) {
        String id = now.derivation().scheme().id();
        String title = now.derivation().scheme().title();
        total = total.with(differs, was.paid(), now.paid());
        schemes.merge(
                id,
                Sums.none(title).with(differs, was.paid(), now.paid()),
                (all, one) -> all.with(differs, was.paid(), now.paid()));
        if (differs) {
            largest.add(new Difference(requests, title, was.paid(), now.paid()));
            largest.sort(LARGEST_FIRST);
            if (largest.size() > Impact.LARGEST_MAX) {
                largest.remove(Impact.LARGEST_MAX);
            }
        }
    }

    private void judge(Word was, Word now, boolean differs) {
        LocalDate day = day(now) == null ? day(was) : day(now);
        BigDecimal change = funds(now).subtract(funds(was));
        verdicts.replaceAll(verdict -> concerns(verdict.expectation(), day, was, now)
                ? new Verdict(
                        verdict.bundle(),
                        verdict.expectation(),
                        verdict.requests() + 1,
                        verdict.changes() + (differs ? 1 : 0),
                        verdict.fundChange().add(change))
                : verdict);
    }

    /** A request that neither table can read has no day and no scheme. */
    private static boolean concerns(Expectation each, @Nullable LocalDate day, Word was, Word now) {
        LocalDate from = each.from();
        LocalDate end = each.before();
        boolean inTime = (from == null || (day != null && !day.isBefore(from)))
                && (end == null || (day != null && day.isBefore(end)));
        String scheme = each.scheme();
        return inTime && (scheme == null || scheme.equals(scheme(was)) || scheme.equals(scheme(now)));
    }

    private static @Nullable LocalDate day(Word word) {
        return word instanceof Split split
                ? split.derivation().request().begntime().toLocalDate()
                : ((No) word).day();
    }

    private static @Nullable String scheme(Word word) {
        return word instanceof Split split ? split.derivation().scheme().id() : null;
    }

    private static BigDecimal funds(Word word) {
        return word instanceof Split split ? split.paid().funds() : BigDecimal.ZERO;
    }

    /** What was found so far. */
    public Impact result() {
        return new Impact(requests, changed, total, schemes, refused, answered, refusedOtherwise, largest, verdicts);
    }
}
