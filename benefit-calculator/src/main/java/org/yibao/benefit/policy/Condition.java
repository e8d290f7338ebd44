package org.yibao.benefit.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Demands on several dimensions, all of which must hold; without any it always holds. */
public final class Condition {
    public static final Condition ALWAYS = new Condition(Map.of());
    public static final Condition NEVER =
            new Condition(Map.of(Dimension.INSUTYPE.code(), new Criterion.AnyOf(Set.of())));

    private final Map<String, Criterion> tests;

    /** The same tests, to walk along: a bill asks some condition for each of its lines. */
    private final Test[] inOrder;

    private final int size;

    public Condition(Map<String, Criterion> tests) {
        this.tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
        this.inOrder = this.tests.entrySet().stream()
                .map(test -> new Test(test.getKey().intern(), test.getValue()))
                .toArray(Test[]::new);
        this.size = 1 + this.tests.values().stream().mapToInt(Criterion::size).sum();
    }

    /** @param dimension interned like the constants it is compared with, so that most comparisons see one object */
    private record Test(String dimension, Criterion criterion) {}

    /** What is demanded, by dimension, in the order in which it was written. */
    public Map<String, Criterion> tests() {
        return tests;
    }

    /** How much is demanded: 1, and 1 for each value and range. */
    int size() {
        return size;
    }

    public boolean holds(Facts facts) {
        for (Test test : inOrder) {
            if (!test.criterion().holds(test.dimension(), facts)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether no visit can meet both. Two conditions on marks are never disjoint, for a person may carry
     * several (a class orders them); nor are two on another dimension of several values.
     */
    public boolean disjointFrom(Condition other) {
        for (Map.Entry<String, Criterion> test : tests.entrySet()) {
            Criterion theirs = other.tests.get(test.getKey());
            if (theirs != null && !hasSeveral(test.getKey()) && test.getValue().disjointFrom(theirs)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasSeveral(String dimension) {
        return Dimension.parse(dimension)
                .filter(d -> d.kind() == Dimension.Kind.SEVERAL)
                .isPresent();
    }

    public Set<String> dimensions() {
        return tests.keySet();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition condition && tests.equals(condition.tests);
    }

    @Override
    public int hashCode() {
        return tests.hashCode();
    }

    @Override
    public String toString() {
        return "Condition[tests=" + tests + "]";
    }
}
