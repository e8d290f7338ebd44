package org.yibao.benefit.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Demands on several dimensions, all of which must hold; without any it always holds. */
public record Condition(Map<String, Criterion> tests) {
    public static final Condition ALWAYS = new Condition(Map.of());

    public Condition {
        tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
    }

    public boolean holds(Facts facts) {
        for (Map.Entry<String, Criterion> test : tests.entrySet()) {
            if (!test.getValue().holds(test.getKey(), facts)) {
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
}
