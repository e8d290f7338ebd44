package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Texts;

/** The value of a parameter on a day; {@code toString} is how a person would print it. */
public sealed interface Value {

    /** The number a legal bound is compared with, in yuan, as a ratio or a count; null when it has none. */
    @Nullable
    BigDecimal comparable();

    record Money(Amount amount) implements Value {
        @Override
        public BigDecimal comparable() {
            return amount.yuan();
        }

        @Override
        public String toString() {
            return amount.toString();
        }
    }

    record Ratio(Rate rate) implements Value {
        @Override
        public BigDecimal comparable() {
            return rate.value();
        }

        @Override
        public String toString() {
            return rate.toString();
        }
    }

    record Points(Rate rate) implements Value {
        @Override
        public BigDecimal comparable() {
            return rate.value();
        }

        @Override
        public String toString() {
            return rate.toString();
        }
    }

    record Count(int number) implements Value {
        @Override
        public BigDecimal comparable() {
            return BigDecimal.valueOf(number);
        }

        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /** How much may be paid in a year. */
    sealed interface Cap extends Value {
        /** What of {@code wanted} may still be paid when {@code used} was paid before. */
        Amount cut(Amount wanted, Amount used);
    }

    record UpTo(Amount amount) implements Cap {
        @Override
        public Amount cut(Amount wanted, Amount used) {
            return wanted.min(Amount.ZERO.max(amount.minus(used)));
        }

        @Override
        public BigDecimal comparable() {
            return amount.yuan();
        }

        @Override
        public String toString() {
            return amount.toString();
        }
    }

    record Unlimited() implements Cap {
        @Override
        public Amount cut(Amount wanted, Amount used) {
            return wanted;
        }

        @Override
        public @Nullable BigDecimal comparable() {
            return null;
        }

        @Override
        public String toString() {
            return Texts.of("value.unlimited");
        }
    }

    /** Bands in rising order; what lies above the last edge is paid by no band. */
    record Bands(List<Band> bands) implements Value {
        public Bands {
            bands = List.copyOf(bands);
        }

        /** The exact sum over the bands of the part of {@code threshold..x} in each, in yuan. */
        public BigDecimal of(Amount x, Amount threshold) {
            BigDecimal sum = BigDecimal.ZERO;
            Amount reached = threshold;
            for (Band band : bands) {
                Amount end = band.to() == null ? x : x.min(band.to());
                if (end.compareTo(reached) > 0) {
                    sum = sum.add(band.ratio().of(end.minus(reached)));
                    reached = end;
                }
            }
            return sum;
        }

        @Override
        public @Nullable BigDecimal comparable() {
            return null;
        }

        @Override
        public String toString() {
            return bands.stream().map(Band::toString).collect(Collectors.joining(Texts.of("join.clauses")));
        }
    }

    /** @param to upper edge, not included; null for no end */
    record Band(@Nullable Amount to, Rate ratio) {
        @Override
        public String toString() {
            return to == null
                    ? Texts.of("value.band-open", ratio.toString())
                    : Texts.of("value.band", to.toString(), ratio.toString());
        }
    }
}
