package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Member;

/** One kind of visit, or of bill line, by the dimensions that were asked for. */
final class SampleVisit implements Facts {
    private final Structure structure;
    private final List<Classification> classes;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<String, Member> members = new HashMap<>();

    /** @param needed the names of the classes to decide */
    SampleVisit(Structure structure, Set<String> needed) {
        this.structure = structure;
        this.classes = structure.classes().stream()
                .filter(each -> needed.contains(each.name()))
                .toList();
    }

    void put(String dimension, Cell cell) {
        cells.put(dimension, cell);
    }

    void remove(String dimension) {
        cells.remove(dimension);
    }

    boolean has(Dimension dimension) {
        return cells.containsKey(dimension.code());
    }

    /** Whether it was put to be without a value. */
    boolean lacks(Dimension dimension) {
        return Cell.NOTHING.equals(cells.get(dimension.code()));
    }

    void decideClasses() {
        members.clear();
        for (Classification each : classes) {
            each.of(this).ifPresent(member -> members.put(each.name(), member));
        }
    }

    @Override
    public Set<String> texts(String dimension) {
        Member member = members.get(dimension);
        return member == null ? cell(dimension).texts() : Set.of(member.name());
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        return cell(dimension).number();
    }

    private Cell cell(String dimension) {
        return cells.getOrDefault(dimension, Cell.NOTHING);
    }

    /** Its values in these dimensions, as a person would say them. */
    String words(Collection<String> dimensions) {
        return dimensions.isEmpty()
                ? Texts.of("sample.any")
                : dimensions.stream().map(this::words).collect(Collectors.joining(Texts.of("join.items")));
    }

    private String words(String dimension) {
        return Texts.of("sample.item", name(dimension), value(dimension));
    }

    private String name(String dimension) {
        Accumulator accumulator = structure.accumulators().get(dimension);
        if (accumulator != null) {
            return accumulator.title();
        }
        return Dimension.parse(dimension)
                .map(each -> Texts.of("dimension." + each.code()))
                .orElse(dimension);
    }

    private String value(String dimension) {
        Member member = members.get(dimension);
        if (member != null) {
            return member.title();
        }
        Cell cell = cell(dimension);
        if (cell.number() != null) {
            return cell.number().toPlainString();
        }
        return cell.texts().isEmpty()
                ? Texts.of("sample.none")
                : cell.texts().stream().sorted().collect(Collectors.joining("+"));
    }
}
