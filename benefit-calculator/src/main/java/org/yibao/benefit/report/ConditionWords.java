package org.yibao.benefit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Criterion;
import org.yibao.benefit.policy.Parameter.Days;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Member;

/** Puts conditions into words, with the titles the bundle gives its classes and accumulators. */
final class ConditionWords {
    private final Structure structure;

    ConditionWords(Structure structure) {
        this.structure = structure;
    }

    /** Such as {@code 险种为职工医保，医疗类别为普通门诊}. */
    String of(Condition condition) {
        if (condition.tests().isEmpty()) {
            return Words.of("condition.always");
        }
        List<String> tests = new ArrayList<>();
        condition.tests().forEach((dimension, criterion) -> tests.add(test(dimension, criterion)));
        return String.join(Words.of("join.comma"), tests);
    }

    /** A condition and days in brackets; nothing where both are all. */
    String bracketed(Condition condition, Days days) {
        List<String> words = new ArrayList<>();
        if (!condition.tests().isEmpty()) {
            words.add(of(condition));
        }
        if (!days.equals(Days.ALL)) {
            words.add(Words.days(days.from(), days.until()));
        }
        return words.isEmpty() ? "" : Words.of("bracketed", String.join(Words.of("join.comma"), words));
    }

    private String test(String dimension, Criterion criterion) {
        if (criterion instanceof Criterion.AnyOf any) {
            List<String> values = new TreeSet<>(any.values())
                    .stream().map(value -> value(dimension, value)).toList();
            return classification(dimension) == null
                    ? Words.of("condition.is", title(dimension), Words.list(values))
                    : Words.of("condition.class", Words.list(values));
        }
        Criterion.Range range = (Criterion.Range) criterion;
        return Words.of(
                "condition.is", title(dimension), between(Slot.Between.of(range, Axis.isWhole(dimension, structure))));
    }

    /** What a condition says, however it was written: the same for those that hold for the same visits by the same tests. */
    static String identity(Condition condition) {
        Map<String, String> tests = new TreeMap<>();
        condition.tests().forEach((dimension, criterion) -> tests.put(dimension, identity(criterion)));
        return tests.toString();
    }

    private static String identity(Criterion criterion) {
        if (criterion instanceof Criterion.AnyOf any) {
            return new TreeSet<>(any.values()).toString();
        }
        Criterion.Range range = (Criterion.Range) criterion;
        return Slot.Between.of(range, false).toString();
    }

    /** A slot that stands alone, such as {@code 三级} or {@code 年龄70及以上}. */
    String slot(String dimension, Slot slot) {
        return slot instanceof Slot.Between
                ? Words.of("slot.number", title(dimension), slotUnder(dimension, slot))
                : slotUnder(dimension, slot);
    }

    /** A slot in a table whose header names the dimension. */
    String slotUnder(String dimension, Slot slot) {
        if (slot instanceof Slot.One one) {
            return value(dimension, one.value());
        }
        return slot instanceof Slot.Between between ? between(between) : Words.of("slot.rest");
    }

    String title(String dimension) {
        Accumulator accumulator = structure.accumulators().get(dimension);
        if (accumulator != null) {
            return accumulator.title();
        }
        return classification(dimension) == null ? Words.dimension(dimension) : Words.of("dimension.class");
    }

    private String value(String dimension, String value) {
        Classification named = classification(dimension);
        if (named == null) {
            return Words.code(dimension, value);
        }
        return named.members().stream()
                .filter(member -> member.name().equals(value))
                .map(Member::title)
                .findFirst()
                .orElse(value);
    }

    private @Nullable Classification classification(String dimension) {
        return structure.classes().stream()
                .filter(each -> each.name().equals(dimension))
                .findFirst()
                .orElse(null);
    }

    private static String between(Slot.Between between) {
        Slot.Edge from = between.from();
        Slot.Edge to = between.to();
        String low = from.at().toPlainString();
        if (to == null) {
            return Words.of(from.after() ? "range.above" : "range.from", low);
        }
        String last = between.whole()
                ? to.at().subtract(BigDecimal.ONE).toPlainString()
                : to.at().toPlainString();
        boolean included = between.whole() || to.after();
        if (!from.after() && included) {
            return low.equals(last) ? low : Words.of("range", low, last);
        }
        return Words.of(from.after() ? "range.above" : "range.from", low)
                + Words.of("join.and")
                + Words.of(included ? "range.to" : "range.below", last);
    }
}
