package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Structure;

/**
 * The rows of a parameter laid out by what they depend on: one axis a dimension, the sub-tables' first, then the
 * lines', then the columns'. The axes of a table without conditions are none.
 */
record ParameterGrid(List<Axis> axes) {
    /** Most cells that are laid out; a table of more is told row by row. */
    static final int CELLS_MAX = 2000;

    ParameterGrid {
        axes = List.copyOf(axes);
    }

    static ParameterGrid of(List<ParameterRow> rows, Structure structure) {
        Set<String> dimensions = new LinkedHashSet<>();
        rows.forEach(row -> dimensions.addAll(row.when().dimensions()));
        List<String> ordered = new ArrayList<>(dimensions);
        toEnd(ordered, Dimension.TIER.code());
        structure.classes().stream()
                .map(Structure.Classification::name)
                .filter(dimensions::contains)
                .findFirst()
                .ifPresent(name -> toEnd(ordered, name));
        return new ParameterGrid(
                ordered.stream().map(name -> Axis.of(name, rows, structure)).toList());
    }

    private static void toEnd(List<String> dimensions, String last) {
        if (dimensions.remove(last)) {
            dimensions.add(last);
        }
    }

    /** Whether it has no more cells than are laid out. */
    boolean fits() {
        long cells = 1;
        for (Axis axis : axes) {
            cells *= axis.slots().size();
            if (cells > CELLS_MAX) {
                return false;
            }
        }
        return true;
    }

    /** Every cell as its slots, one an axis, in order. */
    List<List<Slot>> cells() {
        List<List<Slot>> cells = List.of(List.of());
        for (Axis axis : axes) {
            List<List<Slot>> longer = new ArrayList<>();
            for (List<Slot> begun : cells) {
                axis.slots().forEach(slot -> longer.add(with(begun, slot)));
            }
            cells = longer;
        }
        return cells;
    }

    private static List<Slot> with(List<Slot> begun, Slot slot) {
        List<Slot> cell = new ArrayList<>(begun);
        cell.add(slot);
        return cell;
    }

    /** What a parameter says in one cell. */
    Timeline timeline(Parameter parameter, List<Slot> cell) {
        return new Timeline(
                parameter.rows().stream().filter(row -> holds(row, cell)).toList());
    }

    private boolean holds(ParameterRow row, List<Slot> cell) {
        for (int index = 0; index < cell.size(); index++) {
            if (!cell.get(index).within(row.when().tests().get(axes.get(index).dimension()))) {
                return false;
            }
        }
        return true;
    }
}
