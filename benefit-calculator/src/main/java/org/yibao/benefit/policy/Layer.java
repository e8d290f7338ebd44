package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a scheme: the closed set of kinds of which every city's rules are built. Fields that are
 * parameters hold the parameter's name.
 */
public sealed interface Layer {
    Label label();

    /** The parameters it reads, all of which must have a value before anything is computed. */
    List<ParameterUse> parameters();

    /** The accumulators it reads or writes. */
    List<String> accumulators();

    /** The type of the fund it pays from; null when it pays nothing. */
    @Nullable
    String fund();

    void accept(Visitor visitor);

    /** Acts on each kind of layer. */
    interface Visitor {
        void share(Share layer);

        void beyondCap(BeyondCap layer);

        void increment(Increment layer);

        void count(Count layer);
    }

    /** @param when the visits it applies to */
    record Label(Origin origin, String id, String title, Condition when) {}

    /** An annual limit on what a layer pays, measured in payments counted by {@code accumulator}. */
    record AnnualCap(String limit, String accumulator) {}

    /** What the person bears before the layer pays. */
    sealed interface Deductible {
        List<ParameterUse> parameters();

        List<String> accumulators();

        record None() implements Deductible {
            @Override
            public List<ParameterUse> parameters() {
                return List.of();
            }

            @Override
            public List<String> accumulators() {
                return List.of();
            }
        }

        /** Once a year: what {@code accumulator} already holds is taken off. */
        record PerYear(String amount, String accumulator) implements Deductible {
            @Override
            public List<ParameterUse> parameters() {
                return List.of(new ParameterUse(amount, Unit.YUAN));
            }

            @Override
            public List<String> accumulators() {
                return List.of(accumulator);
            }
        }

        /** At every visit, times a factor (by number of admissions, for instance). */
        record PerVisit(String amount, @Nullable String factor) implements Deductible {
            @Override
            public List<ParameterUse> parameters() {
                ParameterUse whole = new ParameterUse(amount, Unit.YUAN);
                return factor == null ? List.of(whole) : List.of(whole, new ParameterUse(factor, Unit.RATIO));
            }

            @Override
            public List<String> accumulators() {
                return List.of();
            }
        }
    }

    /** What a share pays of its base. */
    sealed interface Proportion {
        List<ParameterUse> parameters();
    }

    /** Each part of this visit's base at the ratio of its band; what lies above the last edge is not paid. */
    record ShareBands(String bands) implements Proportion {
        @Override
        public List<ParameterUse> parameters() {
            return List.of(new ParameterUse(bands, Unit.BANDS));
        }
    }

    /** {@code (base + points) × factor}, kept between 0 and 1. */
    record ShareRatio(
            String base, @Nullable String points, @Nullable String factor) implements Proportion {
        @Override
        public List<ParameterUse> parameters() {
            List<ParameterUse> uses = new ArrayList<>();
            uses.add(new ParameterUse(base, Unit.RATIO));
            if (points != null) {
                uses.add(new ParameterUse(points, Unit.POINTS));
            }
            if (factor != null) {
                uses.add(new ParameterUse(factor, Unit.RATIO));
            }
            return uses;
        }
    }

    /** What a share's deductible is taken from. */
    enum Base {
        /** The in-scope expense. */
        IN_SCOPE,
        /** The in-scope expense that no layer before it has paid. */
        UNPAID
    }

    /** Pays a proportion of an expense above a deductible, up to its annual caps. */
    record Share(
            Label label, String fund, Base base, Deductible deductible, Proportion proportion, List<AnnualCap> caps)
            implements Layer {
        public Share {
            caps = List.copyOf(caps);
        }

        @Override
        public List<ParameterUse> parameters() {
            List<ParameterUse> uses = new ArrayList<>(deductible.parameters());
            uses.addAll(proportion.parameters());
            addLimits(uses, caps);
            return uses;
        }

        @Override
        public List<String> accumulators() {
            return with(caps, deductible.accumulators());
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.share(this);
        }
    }

    /** Pays a ratio of the expense that the share before it left above its cap. */
    record BeyondCap(Label label, String fund, String ratio, List<AnnualCap> caps) implements Layer {
        public BeyondCap {
            caps = List.copyOf(caps);
        }

        @Override
        public List<ParameterUse> parameters() {
            List<ParameterUse> uses = new ArrayList<>();
            uses.add(new ParameterUse(ratio, Unit.RATIO));
            addLimits(uses, caps);
            return uses;
        }

        @Override
        public List<String> accumulators() {
            return with(caps, List.of());
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.beyondCap(this);
        }
    }

    /**
     * Pays on what the year's burden grows by: the amount due on the burden after this visit less the amount
     * due on the burden before it. The visit's burden is the in-scope expense less all that funds paid so
     * far, plus the first self-pay of the lines that {@code firstSelfpayOf} names.
     *
     * @param rise the ratio or the bands above the threshold
     */
    record Increment(
            Label label,
            String fund,
            String accumulator,
            Condition firstSelfpayOf,
            String threshold,
            ParameterUse rise,
            List<AnnualCap> caps)
            implements Layer {
        public Increment {
            caps = List.copyOf(caps);
        }

        @Override
        public List<ParameterUse> parameters() {
            List<ParameterUse> uses = new ArrayList<>();
            uses.add(new ParameterUse(threshold, Unit.YUAN));
            uses.add(rise);
            addLimits(uses, caps);
            return uses;
        }

        @Override
        public List<String> accumulators() {
            return with(caps, List.of(accumulator));
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.increment(this);
        }
    }

    /** Adds one to a counting accumulator and pays nothing. */
    record Count(Label label, String accumulator) implements Layer {
        @Override
        public @Nullable String fund() {
            return null;
        }

        @Override
        public List<ParameterUse> parameters() {
            return List.of();
        }

        @Override
        public List<String> accumulators() {
            return List.of(accumulator);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.count(this);
        }
    }

    private static void addLimits(List<ParameterUse> uses, List<AnnualCap> caps) {
        caps.forEach(cap -> uses.add(new ParameterUse(cap.limit(), Unit.CAP)));
    }

    private static List<String> with(List<AnnualCap> caps, List<String> accumulators) {
        List<String> codes = new ArrayList<>(accumulators);
        caps.forEach(cap -> codes.add(cap.accumulator()));
        return codes;
    }
}
