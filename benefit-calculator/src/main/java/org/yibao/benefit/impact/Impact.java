package org.yibao.benefit.impact;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Expectation;

/**
 * How recorded requests fare under another table.
 *
 * @param requests how many there were, readable or not
 * @param changed how many of them have another answer: another split, other accumulators, a refusal that was none,
 *     none that was one, or another code
 * @param total of the requests answered under both tables
 * @param schemes the same by the scheme's id under the new table
 * @param refused answered before and refused now, by the new code
 * @param answered refused before and answered now, by the old code
 * @param refusedOtherwise refused under both with another code, by {@code old → new}
 * @param largest the largest changes of what the funds pay, at most {@link #LARGEST_MAX}, the largest first
 * @param expectations what the new bundles' publishers expect, in order
 */
public record Impact(
        long requests,
        long changed,
        Sums total,
        SortedMap<String, Sums> schemes,
        SortedMap<String, Long> refused,
        SortedMap<String, Long> answered,
        SortedMap<String, Long> refusedOtherwise,
        List<Difference> largest,
        List<Verdict> expectations) {
    /** Most single differences that are told. */
    public static final int LARGEST_MAX = 3;

    public Impact {
        schemes = Collections.unmodifiableSortedMap(new TreeMap<>(schemes));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        answered = Collections.unmodifiableSortedMap(new TreeMap<>(answered));
        refusedOtherwise = Collections.unmodifiableSortedMap(new TreeMap<>(refusedOtherwise));
        largest = List.copyOf(largest);
        expectations = List.copyOf(expectations);
    }

    /** Whether every expectation is met. */
    public boolean asExpected() {
        return expectations.stream().allMatch(Verdict::holds);
    }

    /** What is paid in all, in yuan: sums of many bills may be too large for an amount. */
    public record Paid(BigDecimal funds, BigDecimal person, BigDecimal cash) {
        static final Paid NOTHING = new Paid(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        Paid plus(Paid other) {
            return new Paid(funds.add(other.funds), person.add(other.person), cash.add(other.cash));
        }

        /** What this is more than another. */
        public Paid minus(Paid other) {
            return new Paid(funds.subtract(other.funds), person.subtract(other.person), cash.subtract(other.cash));
        }
    }

    /**
     * @param title of the scheme; empty for all together
     * @param requests answered under both tables
     * @param changed of these, with another answer
     */
    public record Sums(String title, long requests, long changed, Paid before, Paid after) {
        static Sums none(String title) {
            return new Sums(title, 0, 0, Paid.NOTHING, Paid.NOTHING);
        }

        Sums with(boolean differs, Paid was, Paid now) {
            return new Sums(title, requests + 1, changed + (differs ? 1 : 0), before.plus(was), after.plus(now));
        }

        /** By how much more is paid now. */
        public Paid difference() {
            return after.minus(before);
        }
    }

    /**
     * @param line of the requests' file, 1 for the first
     * @param scheme its title
     */
    public record Difference(long line, String scheme, Paid before, Paid after) {
        public Paid difference() {
            return after.minus(before);
        }
    }

    /**
     * Whether the publisher's word holds.
     *
     * @param bundle that says it
     * @param requests that it is about
     * @param changes of these; a refusal that comes or goes is one
     * @param fundChange what the funds pay more for them, in yuan; for a refused request they pay nothing
     */
    public record Verdict(String bundle, Expectation expectation, long requests, long changes, BigDecimal fundChange) {
        public boolean holds() {
            Integer most = expectation.changesMax();
            return (most == null || changes <= most) && isWithin(expectation.fundChange());
        }

        private boolean isWithin(Expectation.@Nullable FundChange range) {
            return range == null
                    || (fundChange.compareTo(range.min().yuan()) >= 0
                            && fundChange.compareTo(range.max().yuan()) <= 0);
        }
    }
}
