package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names a set of a table's cells briefly: {@code 三级，退休、在职} for two cells that differ in one axis only. */
final class CellWords {
    private CellWords() {}

    /** One text a block of cells, in their order. */
    static List<String> of(List<List<Slot>> cells, ParameterGrid grid, ConditionWords conditions) {
        List<List<Set<Slot>>> blocks = new ArrayList<>();
        for (List<Slot> cell : cells) {
            blocks.add(cell.stream().map(Set::of).toList());
        }
        for (int axis = grid.axes().size() - 1; axis >= 0; axis--) {
            blocks = joined(blocks, axis);
        }
        return blocks.stream().map(block -> words(block, grid, conditions)).toList();
    }

    /** The blocks that agree in every other axis as one. */
    private static List<List<Set<Slot>>> joined(List<List<Set<Slot>>> blocks, int axis) {
        Map<List<Set<Slot>>, List<Set<Slot>>> joined = new LinkedHashMap<>();
        for (List<Set<Slot>> block : blocks) {
            List<Set<Slot>> key = new ArrayList<>(block);
            key.set(axis, Set.of());
            List<Set<Slot>> wide = joined.computeIfAbsent(key, none -> new ArrayList<>(block));
            Set<Slot> slots = new LinkedHashSet<>(wide.get(axis));
            slots.addAll(block.get(axis));
            wide.set(axis, slots);
        }
        return List.copyOf(joined.values());
    }

    private static String words(List<Set<Slot>> block, ParameterGrid grid, ConditionWords conditions) {
        List<String> words = new ArrayList<>();
        for (int index = 0; index < block.size(); index++) {
            Axis axis = grid.axes().get(index);
            Set<Slot> slots = block.get(index);
            boolean all = slots.contains(new Slot.Rest()) && slots.equals(new HashSet<>(axis.slots()));
            if (!all) {
                words.add(Words.list(slots.stream()
                        .map(slot -> conditions.slot(axis.dimension(), slot))
                        .toList()));
            }
        }
        return words.isEmpty() ? Words.of("condition.always") : String.join(Words.of("join.comma"), words);
    }
}
