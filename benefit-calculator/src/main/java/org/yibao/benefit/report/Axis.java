package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Criterion;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Member;

/** One dimension by which the rows of a table differ, cut into the parts they tell apart. */
record Axis(String dimension, List<Slot> slots) {
    Axis {
        slots = List.copyOf(slots);
    }

    static Axis of(String dimension, List<ParameterRow> rows, Structure structure) {
        TreeSet<String> values = new TreeSet<>(order(dimension, structure));
        boolean whole = isWhole(dimension, structure);
        TreeSet<Slot.Edge> edges = new TreeSet<>();
        boolean open = false;
        boolean rest = false;
        for (ParameterRow row : rows) {
            Criterion criterion = row.when().tests().get(dimension);
            rest |= criterion == null;
            if (criterion instanceof Criterion.AnyOf any) {
                values.addAll(any.values());
            } else if (criterion instanceof Criterion.Range range) {
                Slot.Between between = Slot.Between.of(range, whole);
                edges.add(between.from());
                Slot.Edge end = between.to();
                if (end == null) {
                    open = true;
                } else {
                    edges.add(end);
                }
            }
        }
        List<Slot> slots = new ArrayList<>();
        values.forEach(value -> slots.add(new Slot.One(value)));
        slots.addAll(between(List.copyOf(edges), open, whole));
        slots.removeIf(slot ->
                rows.stream().noneMatch(row -> slot.within(row.when().tests().get(dimension))));
        if (rest) {
            slots.add(new Slot.Rest());
        }
        return new Axis(dimension, slots);
    }

    private static List<Slot> between(List<Slot.Edge> edges, boolean open, boolean whole) {
        List<Slot> slots = new ArrayList<>();
        for (int index = 0; index < edges.size(); index++) {
            Slot.@Nullable Edge end = index + 1 < edges.size() ? edges.get(index + 1) : null;
            if (end != null || open) {
                slots.add(new Slot.Between(edges.get(index), end, whole));
            }
        }
        return slots;
    }

    /** Whether the numbers of a dimension are counts or full years. */
    static boolean isWhole(String dimension, Structure structure) {
        Accumulator accumulator = structure.accumulators().get(dimension);
        return accumulator == null
                ? dimension.equals(Dimension.AGE.code()) || dimension.equals(Dimension.CHILD_ORDINAL.code())
                : accumulator.counts();
    }

    /** The members of a class in the bundle's order; other codes by their text. */
    private static Comparator<String> order(String dimension, Structure structure) {
        Optional<Classification> named = structure.classes().stream()
                .filter(each -> each.name().equals(dimension))
                .findFirst();
        List<String> members = named.map(
                        each -> each.members().stream().map(Member::name).toList())
                .orElse(List.of());
        return Comparator.<String>comparingInt(members::indexOf).thenComparing(Comparator.naturalOrder());
    }
}
