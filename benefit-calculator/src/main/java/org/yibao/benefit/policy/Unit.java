package org.yibao.benefit.policy;

import java.util.Arrays;
import java.util.Optional;

/** What the values of a parameter are measured in. */
public enum Unit {
    /** Money, such as {@code 600.00}. */
    YUAN("yuan", Value.Money.class),
    /** Money, or {@code none} for no limit. */
    CAP("cap", Value.Cap.class),
    /** A ratio from 0 % to 100 %, such as {@code 55%}. */
    RATIO("ratio", Value.Ratio.class),
    /** Percentage points to add to a ratio, such as {@code -10}. */
    POINTS("points", Value.Points.class),
    /** A whole number of months, years or the like, such as {@code 6}. */
    COUNT("count", Value.Count.class),
    /** Marginal bands, each with its upper edge in yuan and its ratio. */
    BANDS("bands", Value.Bands.class);

    private final String code;
    private final Class<? extends Value> type;

    Unit(String code, Class<? extends Value> type) {
        this.code = code;
        this.type = type;
    }

    public String code() {
        return code;
    }

    /** The kind of value a parameter of this unit has. */
    public Class<? extends Value> type() {
        return type;
    }

    public static Optional<Unit> parse(String code) {
        return Arrays.stream(values()).filter(u -> u.code.equals(code)).findFirst();
    }
}
