package org.yibao.benefit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.policy.Criterion.AnyOf;
import org.yibao.benefit.policy.Criterion.Range;

/** When no visit can meet two conditions, and the edges of what they are made of. */
final class ConditionTest {
    private static Range range(int from, boolean above, int to) {
        return new Range(BigDecimal.valueOf(from), above, BigDecimal.valueOf(to));
    }

    private static boolean disjoint(Criterion one, Criterion other) {
        boolean found = one.disjointFrom(other);
        assertEquals(found, other.disjointFrom(one));
        Condition first = new Condition(Map.of("age", one));
        assertEquals(found, first.disjointFrom(new Condition(Map.of("age", other))));
        assertFalse(first.disjointFrom(new Condition(Map.of("child_ordinal", other))));
        return found;
    }

    @Test
    void rangesAreDisjointWhenOneEndsBeforeTheOtherIsReached() {
        Range open = new Range(BigDecimal.TEN, false, null);
        assertTrue(disjoint(range(0, false, 9), open));
        assertFalse(disjoint(range(0, false, 10), open));
        assertTrue(disjoint(range(0, false, 10), new Range(BigDecimal.TEN, true, null)));
        assertFalse(disjoint(open, new Range(BigDecimal.ZERO, false, null)));
        assertTrue(disjoint(range(0, false, 3), range(4, false, 5)));
        assertFalse(disjoint(range(0, false, 4), range(4, false, 5)));
        assertFalse(disjoint(range(0, false, 9), new AnyOf(Set.of("x"))));
    }

    @Test
    void listsAreDisjointWithoutACommonValueButNeverThoseOfMarks() {
        AnyOf one = new AnyOf(Set.of("TEKUN", "DIBAO"));
        AnyOf other = new AnyOf(Set.of("FANPIN"));
        assertTrue(disjoint(one, other));
        assertFalse(disjoint(one, new AnyOf(Set.of("DIBAO", "FANPIN"))));
        assertFalse(new Condition(Map.of("mark", one)).disjointFrom(new Condition(Map.of("mark", other))));
        assertFalse(Condition.ALWAYS.disjointFrom(Condition.ALWAYS));
        assertEquals(Set.of("mark"), new Condition(Map.of("mark", one)).dimensions());
    }

    @Test
    void signsAreTold() {
        assertTrue(Amount.ofFen(-1).isNegative());
        assertFalse(Amount.ZERO.isNegative());
        assertFalse(Amount.ZERO.isPositive());
        assertTrue(Amount.ofFen(1).isPositive());
        assertTrue(Rate.ZERO.isZero());
        assertFalse(Rate.WHOLE.isZero());
        assertTrue(Rate.ZERO.compareTo(Rate.WHOLE) < 0);
    }
}
