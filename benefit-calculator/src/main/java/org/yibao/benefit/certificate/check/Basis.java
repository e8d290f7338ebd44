package org.yibao.benefit.certificate.check;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate starts from, as it was read.
 *
 * @param bundles standing by id
 * @param facts the visit as conditions read it, classes not yet decided
 * @param cum accumulators before the visit, fen or counts
 * @param classes members in the order in which they are decided, by class
 * @param funds the total each belongs to, by type
 * @param parameters by name, in their order
 * @param asked the dimensions that conditions ask for
 * @param control control total of the numbers in facts and conditions
 */
record Basis(
        LocalDate day,
        Map<String, String> bundles,
        VisitFacts facts,
        Map<String, Long> cum,
        Scheme scheme,
        Map<String, List<Member>> classes,
        List<LineRule> lineRules,
        List<LayerRule> layers,
        Map<String, String> funds,
        Map<String, Parameter> parameters,
        Accounts accounts,
        List<BillLine> lines,
        Set<String> asked,
        BigDecimal control) {

    record Scheme(String id, Condition when, @Nullable OutOfArea outOfArea) {}

    record OutOfArea(Condition when, String selfpay) {}

    record Member(String name, Condition when) {}

    record LineRule(String id, Condition when, @Nullable String selfpay) {}

    /** @param until last day; null for none */
    record Parameter(
            int row,
            String name,
            Value value,
            Condition when,
            LocalDate from,
            @Nullable LocalDate until,
            String bundle) {}

    /** A value by its unit. */
    sealed interface Value {}

    record Yuan(long fen) implements Value {}

    /** @param fen null for no limit */
    record Cap(@Nullable Long fen) implements Value {}

    record Ratio(BigDecimal value) implements Value {}

    record Points(BigDecimal value) implements Value {}

    record Bands(List<Band> bands) implements Value {
        /** The exact sum over the bands of the part of {@code threshold..x} in each, in fen. */
        BigDecimal of(long x, long threshold) {
            BigDecimal sum = BigDecimal.ZERO;
            long lower = threshold;
            for (Band band : bands) {
                long upper = band.to() == null ? x : Math.min(x, band.to());
                if (upper > lower) {
                    sum = sum.add(Fen.share(upper - lower, band.ratio()));
                    lower = upper;
                }
            }
            return sum;
        }
    }

    /** @param to upper edge in fen; null for none */
    record Band(@Nullable Long to, BigDecimal ratio) {}

    /** @param own null when the own account may not pay */
    record Accounts(Condition ownWhen, @Nullable OwnAccount own, List<Long> family) {}

    record OwnAccount(boolean used, long balance) {}

    /** @param flags centrally procured, large equipment, wellness: three times 0 or 1 */
    record BillLine(
            String number,
            String listType,
            String level,
            String flags,
            BigDecimal count,
            BigDecimal price,
            long amount,
            @Nullable BigDecimal proportion,
            @Nullable BigDecimal ceiling) {
        boolean isOutsideCatalogue() {
            return level.equals("03");
        }

        boolean isWellness() {
            return flags.charAt(2) == '1';
        }
    }

    /** A layer of the scheme. */
    sealed interface LayerRule {
        String id();

        Condition when();
    }

    /** One whose condition does not hold. */
    record LeftOut(String id, Condition when) implements LayerRule {}

    record Share(
            String id,
            Condition when,
            String fund,
            boolean ofUnpaid,
            @Nullable Deductible deductible,
            Proportion proportion,
            List<CapRule> caps)
            implements LayerRule {}

    /** @param detail of a yearly deductible its accumulator; of one at each visit its factor, null without one */
    record Deductible(
            boolean yearly, String amount, @Nullable String detail) {}

    sealed interface Proportion {}

    record ByRatio(
            String base, @Nullable String points, @Nullable String factor) implements Proportion {}

    record ByBands(String bands) implements Proportion {}

    record BeyondCap(String id, Condition when, String fund, String ratio, List<CapRule> caps) implements LayerRule {}

    record Increment(
            String id,
            Condition when,
            String fund,
            String accumulator,
            Condition firstSelfpayOf,
            String threshold,
            boolean banded,
            String rise,
            List<CapRule> caps)
            implements LayerRule {}

    record Count(String id, Condition when, String accumulator) implements LayerRule {}

    record CapRule(String limit, String accumulator) {}
}
