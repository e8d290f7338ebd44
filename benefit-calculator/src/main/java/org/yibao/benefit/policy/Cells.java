package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The values of one dimension that a number of criteria tell apart, one of each kind. */
final class Cells {
    private static final BigDecimal FEN = new BigDecimal("0.01");
    private static final BigDecimal PRICE_STEP = new BigDecimal("0.000001");

    private final Structure structure;
    private final String dimension;
    private final Collection<Criterion> criteria;
    private final Workload workload;

    Cells(Structure structure, String dimension, Collection<Criterion> criteria, Workload workload) {
        this.structure = structure;
        this.dimension = dimension;
        this.criteria = criteria;
        this.workload = workload;
    }

    /** Those that meet all of these. */
    List<Cell> meeting(List<Criterion> demands) {
        return distinct(candidates(), Function.identity(), cell -> signature(cell, criteria)).stream()
                .filter(cell -> demands.stream().allMatch(demand -> demand.holds(dimension, cell)))
                .toList();
    }

    private List<Cell> candidates() {
        Structure.Accumulator accumulator = structure.accumulators().get(dimension);
        if (accumulator != null) {
            return numbers(BigDecimal.ZERO, accumulator.counts() ? BigDecimal.ONE : FEN);
        }
        return Dimension.parse(dimension).map(this::candidates).orElse(List.of(Cell.NOTHING));
    }

    private List<Cell> candidates(Dimension asked) {
        return switch (asked) {
            case TIER -> single(tiers());
            case CHRONIC_DISEASE -> orNothing(single(values()));
            case BENEFICIARY -> orNothing(single(asked.allowed()));
            case MARK -> subsets();
            case AGE -> orNothing(numbers(BigDecimal.ZERO, BigDecimal.ONE));
            case CHILD_ORDINAL -> orNothing(numbers(BigDecimal.ONE, BigDecimal.ONE));
            case UNIT_PRICE -> numbers(BigDecimal.ZERO, PRICE_STEP);
            case INSUTYPE,
                    MED_TYPE,
                    PSN_TYPE,
                    PLACE,
                    PLACE_REGISTERED,
                    PRESCRIPTION,
                    CVLSERV_FLAG,
                    REFERRAL_FLAG,
                    LIST_TYPE,
                    CHRGITM_LV,
                    PROCURED_FLAG,
                    EQUIPMENT_FLAG -> single(asked.allowed());
        };
    }

    /** The tiers that an institution can have after the mapping. */
    private Set<String> tiers() {
        return Dimension.TIER.allowed().stream().map(structure::tier).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> values() {
        Set<String> values = new LinkedHashSet<>();
        for (Criterion criterion : criteria) {
            if (criterion instanceof Criterion.AnyOf any) {
                values.addAll(any.values());
            }
        }
        return values;
    }

    private static List<Cell> single(Set<String> values) {
        return values.stream().sorted().map(value -> Cell.of(Set.of(value))).toList();
    }

    private static List<Cell> orNothing(List<Cell> cells) {
        List<Cell> all = new ArrayList<>(cells);
        all.add(Cell.NOTHING);
        return all;
    }

    /** Every choice among the marks, of which those that no criterion tells apart count as one. */
    private List<Cell> subsets() {
        List<String> marks = distinct(
                values().stream()
                        .filter(Dimension.MARK.allowed()::contains)
                        .sorted()
                        .toList(),
                mark -> Cell.of(Set.of(mark)),
                cell -> signature(cell, criteria));
        List<Cell> subsets = new ArrayList<>();
        for (int choice = 0; choice < 1 << marks.size(); choice++) {
            Set<String> chosen = new LinkedHashSet<>();
            for (int index = 0; index < marks.size(); index++) {
                if ((choice >> index & 1) == 1) {
                    chosen.add(marks.get(index));
                }
            }
            subsets.add(Cell.of(chosen));
        }
        return subsets;
    }

    /** The least number, and those on either side of every edge. */
    private List<Cell> numbers(BigDecimal least, BigDecimal step) {
        Set<BigDecimal> points = new TreeSet<>();
        points.add(least);
        for (Criterion criterion : criteria) {
            if (criterion instanceof Criterion.Range range) {
                addAround(points, range.from(), step);
                if (range.to() != null) {
                    addAround(points, range.to(), step);
                }
            }
        }
        return points.stream()
                .filter(point -> point.compareTo(least) >= 0)
                .map(Cell::of)
                .toList();
    }

    private static void addAround(Set<BigDecimal> points, BigDecimal edge, BigDecimal step) {
        BigDecimal below = edge.divide(step, 0, RoundingMode.FLOOR).multiply(step);
        points.add(below.subtract(step));
        points.add(below);
        points.add(below.add(step));
    }

    private <T> List<T> distinct(List<T> items, Function<T, Cell> cell, Function<Cell, List<Boolean>> signature) {
        Map<List<Boolean>, T> kinds = new LinkedHashMap<>();
        for (T item : items) {
            workload.spend(criteria.size());
            kinds.putIfAbsent(signature.apply(cell.apply(item)), item);
        }
        return new ArrayList<>(kinds.values());
    }

    private List<Boolean> signature(Cell cell, Collection<Criterion> asked) {
        return asked.stream().map(criterion -> criterion.holds(dimension, cell)).toList();
    }
}
