package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a personal account is credited with in a month: the parts whose clause holds, each rounded once.
 *
 * @param age the day of the month at which ages are counted
 * @param retired the month from which a retired person counts as retired
 */
public record Crediting(AgeReading age, RetiredReading retired, List<Part> parts) {
    public static final Crediting EMPTY = new Crediting(
            new AgeReading(AgeDay.MONTH_START, ""), new RetiredReading(RetiredFrom.NEXT_MONTH, ""), List.of());

    public Crediting {
        parts = List.copyOf(parts);
    }

    /** @param source the law, or why this reading was chosen where the law is silent */
    public record AgeReading(AgeDay day, String source) {}

    /** @param source the law, or why this reading was chosen where the law is silent */
    public record RetiredReading(RetiredFrom from, String source) {}

    /** The day of a month at which a person's age is counted for that month. */
    public enum AgeDay {
        MONTH_START,
        MONTH_END;

        public LocalDate of(YearMonth month) {
            return this == MONTH_START ? month.atDay(1) : month.atEndOfMonth();
        }
    }

    /** Whether the month of retirement itself is already one of the retired. */
    public enum RetiredFrom {
        SAME_MONTH,
        NEXT_MONTH;

        public boolean isRetired(YearMonth month, LocalDate retiredOn) {
            YearMonth retirement = YearMonth.from(retiredOn);
            return this == SAME_MONTH ? !month.isBefore(retirement) : month.isAfter(retirement);
        }
    }

    public record Part(Clause clause, Rule rule) {}

    /** How a part is reckoned: the closed set of kinds. Names are those of parameters. */
    public sealed interface Rule {
        List<ParameterUse> parameters();
    }

    /**
     * {@code base × ratio × factor}, rounded half up to the fen.
     *
     * @param base a parameter in yuan; null for the wage of the month
     * @param factor null for 1
     */
    public record Share(
            @Nullable String base, String ratio, @Nullable String factor) implements Rule {
        @Override
        public List<ParameterUse> parameters() {
            List<ParameterUse> uses = new ArrayList<>();
            if (base != null) {
                uses.add(new ParameterUse(base, Unit.YUAN));
            }
            uses.add(new ParameterUse(ratio, Unit.RATIO));
            if (factor != null) {
                uses.add(new ParameterUse(factor, Unit.RATIO));
            }
            return uses;
        }
    }

    /** An amount a month. */
    public record Fixed(String amount) implements Rule {
        @Override
        public List<ParameterUse> parameters() {
            return List.of(new ParameterUse(amount, Unit.YUAN));
        }
    }

    /** Nothing, and the text says so. */
    public record Nothing() implements Rule {
        @Override
        public List<ParameterUse> parameters() {
            return List.of();
        }
    }
}
