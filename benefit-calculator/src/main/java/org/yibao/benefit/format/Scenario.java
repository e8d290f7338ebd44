package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Origin;

/**
 * One visit that a bundle carries with the answer it must have.
 *
 * @param with ids of the bundles it is combined with, beside the one it stands in
 * @param request as the quote contract has it
 * @param places where a field of the request stands, by its path there, or what it should stand in; null for
 *     the path of something else
 */
record Scenario(
        Origin origin,
        String name,
        List<String> with,
        Json.Obj request,
        Function<String, @Nullable Origin> places,
        Expected expected) {
    Scenario {
        with = List.copyOf(with);
    }

    sealed interface Expected {}

    /** A split with these figures; those it does not name may be anything. */
    record Split(List<Figure> figures, @Nullable NoticeCodes notices) implements Expected {
        Split {
            figures = List.copyOf(figures);
        }
    }

    /** @param field empty when any will do */
    record Refused(Origin origin, String code, Origin fieldOrigin, String field) implements Expected {}

    /** Where in the answer a figure stands. */
    enum Section {
        TOTALS,
        ACCUMULATORS,
        FUNDS
    }

    /** @param name a field of {@code setlinfo}, an accumulator, or a type of fund */
    record Figure(Origin origin, Section section, String name, BigDecimal value) {}

    /** All notices of the answer, in any order. */
    record NoticeCodes(Origin origin, List<String> codes) {
        NoticeCodes {
            codes = codes.stream().sorted().toList();
        }
    }
}
