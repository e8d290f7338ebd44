package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Layer;

/** What one layer did to the visit: every figure it read and made, exactly, and no words. */
public sealed interface LayerStep {
    Layer layer();

    /** What its fund pays; zero for a layer that pays nothing. */
    Amount paid();

    /** The dated parameters it used, in the order in which it used them. */
    List<Found> parameters();

    /**
     * What a share's deductible took.
     *
     * @param amount the parameter; null when the layer has no deductible
     * @param factor the parameter that scales it; null without one
     * @param due the deductible that was due at this visit
     * @param accumulator of a yearly deductible; null for others
     * @param before what the accumulator held
     * @param borne what was taken, at most the expense
     */
    record DeductibleTaken(
            @Nullable Found amount,
            @Nullable Found factor,
            Amount due,
            @Nullable String accumulator,
            Amount before,
            Amount borne) {
        static final DeductibleTaken NONE =
                new DeductibleTaken(null, null, Amount.ZERO, null, Amount.ZERO, Amount.ZERO);
    }

    /**
     * How one annual cap came in; caps apply one after the other.
     *
     * @param used what the accumulator held before
     * @param allowed what was left of the payment after this cap
     */
    record CapTaken(Found limit, String accumulator, Amount used, Amount allowed) {}

    /** What a share paid of its base. */
    sealed interface ProportionTaken {
        List<Found> parameters();
    }

    /** @param rate {@code (base + points) × factor}, kept between 0 and 1 */
    record Flat(
            Found base, @Nullable Found points, @Nullable Found factor, Rate rate) implements ProportionTaken {
        @Override
        public List<Found> parameters() {
            return present(base, points, factor);
        }
    }

    record Banded(Found bands) implements ProportionTaken {
        @Override
        public List<Found> parameters() {
            return List.of(bands);
        }
    }

    /**
     * @param expense what the deductible was taken from
     * @param base the expense above the deductible
     * @param exact the payment in yuan before rounding and caps
     * @param wanted the payment before caps, rounded, and at most what no layer before it has paid
     */
    record Share(
            Layer.Share layer,
            Amount expense,
            DeductibleTaken deductible,
            Amount base,
            ProportionTaken proportion,
            BigDecimal exact,
            Amount wanted,
            List<CapTaken> caps,
            Amount paid)
            implements LayerStep {
        @Override
        public List<Found> parameters() {
            List<Found> used = new ArrayList<>(present(deductible.amount(), deductible.factor()));
            used.addAll(proportion.parameters());
            return withLimits(used, caps);
        }

        /** The part of the base that its caps left unpaid; none when no cap came in. */
        Amount expenseAboveCap() {
            return wanted.equals(paid) || !(proportion instanceof Flat flat)
                    ? Amount.ZERO
                    : base.minus(Exact.expenseOf(paid, flat.rate()));
        }
    }

    /**
     * @param above the expense above the cap of the share before it
     * @param wanted as of a share
     */
    record BeyondCap(
            Layer.BeyondCap layer,
            Amount above,
            Found ratio,
            Rate rate,
            BigDecimal exact,
            Amount wanted,
            List<CapTaken> caps,
            Amount paid)
            implements LayerStep {
        @Override
        public List<Found> parameters() {
            return withLimits(List.of(ratio), caps);
        }
    }

    /**
     * @param unpaid in-scope expense that no layer before it has paid
     * @param firstSelfpay first self-pay that counts as burden
     * @param burden both together, at least zero
     * @param before the year's burden before this visit
     * @param after the year's burden with it
     * @param exactBefore the amount due on {@code before} in yuan, not rounded
     * @param exactAfter the amount due on {@code after} in yuan, not rounded
     */
    record Increment(
            Layer.Increment layer,
            Amount unpaid,
            Amount firstSelfpay,
            Amount burden,
            Amount before,
            Amount after,
            Found threshold,
            Found rise,
            BigDecimal exactBefore,
            BigDecimal exactAfter,
            Amount wanted,
            List<CapTaken> caps,
            Amount paid)
            implements LayerStep {
        @Override
        public List<Found> parameters() {
            return withLimits(List.of(threshold, rise), caps);
        }
    }

    /** @param before what the accumulator held before one was added */
    record Count(Layer.Count layer, long before) implements LayerStep {
        @Override
        public Amount paid() {
            return Amount.ZERO;
        }

        @Override
        public List<Found> parameters() {
            return List.of();
        }
    }

    private static List<Found> present(@Nullable Found... parameters) {
        List<Found> used = new ArrayList<>();
        for (Found each : parameters) {
            if (each != null) {
                used.add(each);
            }
        }
        return used;
    }

    private static List<Found> withLimits(List<Found> used, List<CapTaken> caps) {
        List<Found> all = new ArrayList<>(used);
        caps.forEach(cap -> all.add(cap.limit()));
        return all;
    }
}
