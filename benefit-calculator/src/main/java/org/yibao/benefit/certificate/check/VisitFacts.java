package org.yibao.benefit.certificate.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The visit as conditions read it: codes, numbers, accumulators, and the classes decided so far. */
final class VisitFacts implements Condition.Facts {
    /** What conditions ask of a line, not of its visit. */
    static final Set<String> OF_LINES =
            Set.of("list_type", "chrgitm_lv", "procured_flag", "equipment_flag", "unit_price");

    private final Map<String, Set<String>> texts = new HashMap<>();
    private final Map<String, BigDecimal> numbers = new HashMap<>();

    /** A {@link HashSet} stays quick also for texts that were chosen to collide. */
    void put(String dimension, List<String> values) {
        texts.put(dimension, new HashSet<>(values));
    }

    void put(String dimension, @Nullable BigDecimal number) {
        if (number != null) {
            numbers.put(dimension, number);
        }
    }

    @Override
    public Set<String> texts(String dimension) {
        return texts.getOrDefault(dimension, Set.of());
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        return numbers.get(dimension);
    }

    /** What conditions may ask of one line; all else is asked of its visit. */
    Condition.Facts with(Basis.BillLine line) {
        VisitFacts visit = this;
        return new Condition.Facts() {
            @Override
            public Set<String> texts(String dimension) {
                return switch (dimension) {
                    case "list_type" -> Set.of(line.listType());
                    case "chrgitm_lv" -> Set.of(line.level());
                    case "procured_flag" -> Set.of(line.flags().substring(0, 1));
                    case "equipment_flag" -> Set.of(line.flags().substring(1, 2));
                    default -> visit.texts(dimension);
                };
            }

            @Override
            public @Nullable BigDecimal number(String dimension) {
                return dimension.equals("unit_price") ? line.price() : visit.number(dimension);
            }
        };
    }
}
