package org.yibao.benefit.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Visits;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.RandomTable.Replacement;
import org.yibao.benefit.policy.RandomTable.Segment;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;
import org.yibao.benefit.split.Bills;

/** Row 20 of the reliability list: random bundles of dated values, written as text and read: what a value may change, and on which days. */
final class DatedTablesTest {
    private static final int TABLES = Bills.COUNT / 250;
    private static final List<String> TIERS = List.of("3", "1");
    private static final long EXPENSE = 60_003;

    private static PolicyBundle bundle(String text) {
        return PolicyYaml.read("random.yaml", text.getBytes(UTF_8), BuiltIn.DIGEST);
    }

    private static PolicyBook book(String... texts) {
        List<PolicyBundle> bundles = new ArrayList<>();
        for (String text : texts) {
            bundles.add(bundle(text));
        }
        return PolicyBook.of(bundles);
    }

    /** The fen paid for the expense, or the refusal's code. */
    private static Object answer(PolicyBook book, String tier, LocalDate day) {
        Visits visit = Visits.employee().tier(tier).at(day + "T12:00:00").drug("600.03");
        QuoteResult result = BenefitCalculator.calculate(visit.request(), book, Explanation.NONE);
        return result instanceof Quote quote
                ? quote.breakdown().hifpPay().fen()
                : ((Refusal) result).code().name();
    }

    /** The same by a search from row to row. */
    private static Object byHand(RandomTable table, String tier, LocalDate day) {
        List<Object> found = new ArrayList<>();
        for (String name : List.of("due", "part", "points", "limit")) {
            found.add(table.find(name, tier.equals("3") ? "3" : "2", day));
        }
        for (String refusal : List.of("POLICY_PARAMETER_MISSING", "POLICY_NOT_IN_FORCE")) {
            if (found.contains(refusal)) {
                return refusal;
            }
        }
        long base = EXPENSE - ((int) found.get(0) * 100 + 50);
        long percent = Math.min(100, Math.max(0, (int) found.get(1) + (int) found.get(2) - 50));
        return Math.min((base * percent * 2 + 100) / 200, (int) found.get(3) * 1_000L);
    }

    @Test
    void everyDayHasTheValueThatASearchByHandFinds() {
        Random random = new Random(89);
        int paid = 0;
        for (int turn = 0; turn < TABLES; turn++) {
            RandomTable table = RandomTable.of(random);
            PolicyBook book = book(table.text());
            for (LocalDate day : table.days()) {
                for (String tier : TIERS) {
                    Object answer = answer(book, tier, day);
                    assertEquals(byHand(table, tier, day), answer, () -> tier + " on " + day + "\n" + table.text());
                    paid += answer instanceof Long ? 1 : 0;
                }
            }
        }
        assertTrue(paid > TABLES, "values were found");
    }

    @Test
    void valueAddedAfterwardsChangesNoEarlierDay() {
        Random random = new Random(97);
        for (int turn = 0; turn < TABLES; turn++) {
            RandomTable table = RandomTable.of(random);
            RandomTable longer = table.copy();
            String key = table.key(random);
            List<Segment> segments = longer.row(key);
            Segment last = segments.get(segments.size() - 1);
            LocalDate end = last.until() == null ? last.from().plusDays(random.nextInt(300)) : last.until();
            segments.set(segments.size() - 1, new Segment(last.from(), end, last.value()));
            segments.add(new Segment(end.plusDays(1), null, random.nextInt(101)));
            assertSameUntil(end, table, longer);
        }
    }

    private static void assertSameUntil(LocalDate end, RandomTable table, RandomTable longer) {
        PolicyBook before = book(table.text());
        PolicyBook after = book(longer.text());
        TreeSet<LocalDate> days = new TreeSet<>(table.days());
        days.addAll(longer.days());
        for (LocalDate day : days) {
            for (String tier : TIERS) {
                Object answer = answer(after, tier, day);
                if (day.isAfter(end)) {
                    assertEquals(byHand(longer, tier, day), answer, longer::text);
                } else {
                    assertEquals(answer(before, tier, day), answer, longer::text);
                }
            }
        }
    }

    @Test
    void laterBundleTakesTheDaysItOverridesAndNoOther() {
        Random random = new Random(101);
        for (int turn = 0; turn < TABLES; turn++) {
            RandomTable table = RandomTable.of(random);
            LocalDate from = LocalDate.of(2019, 6, 1).plusDays(random.nextInt(2_500));
            LocalDate until = random.nextInt(4) == 0 ? null : from.plusDays(random.nextInt(600));
            Replacement added = new Replacement(table.key(random), new Segment(from, until, random.nextInt(101)));
            String base = table.text();
            PolicyBook overridden = book(base, RandomTable.later(added, true));
            boolean taken = table.row(added.key()).stream().anyMatch(each -> shareDay(each, added.segment()));
            if (taken) {
                String undeclared = RandomTable.later(added, false);
                assertThrows(InvalidPolicyException.class, () -> book(base, undeclared));
            } else {
                book(base, RandomTable.later(added, false));
            }
            table.overrides.add(added);
            for (LocalDate day : table.days()) {
                for (String tier : TIERS) {
                    assertEquals(byHand(table, tier, day), answer(overridden, tier, day), () -> day + base + added);
                }
            }
        }
    }

    private static boolean shareDay(Segment one, Segment other) {
        boolean endsBefore = one.until() != null && one.until().isBefore(other.from());
        boolean beginsAfter = other.until() != null && one.from().isAfter(other.until());
        return !endsBefore && !beginsAfter;
    }
}
