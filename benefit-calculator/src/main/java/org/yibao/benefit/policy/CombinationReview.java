package org.yibao.benefit.policy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds where bundles speak of one parameter in different words, and overrides that override nothing. */
final class CombinationReview {
    private final List<PolicyBundle> judged;
    private final List<PolicyBundle> atHand;
    private final List<PolicyDefect> defects;

    CombinationReview(List<PolicyBundle> judged, List<PolicyBundle> atHand, List<PolicyDefect> defects) {
        this.judged = judged;
        this.atHand = atHand;
        this.defects = defects;
    }

    void run() {
        for (PolicyBundle bundle : judged) {
            for (PolicyBundle other : atHand) {
                if (!other.equals(bundle) && comesBefore(other, bundle) && speakOfOneStructure(other, bundle)) {
                    bundle.parameters().forEach(own -> compare(own, other));
                }
            }
            bundle.parameters().forEach(own -> checkOverrides(bundle, own));
        }
    }

    /** Of two judged bundles the later is told; one that is not judged comes before all that are. */
    private boolean comesBefore(PolicyBundle other, PolicyBundle bundle) {
        return !judged.contains(other) || judged.indexOf(other) < judged.indexOf(bundle);
    }

    private static boolean speakOfOneStructure(PolicyBundle one, PolicyBundle other) {
        return structureId(one).equals(structureId(other));
    }

    private static String structureId(PolicyBundle bundle) {
        return bundle.extended() == null ? bundle.id() : bundle.extended();
    }

    private void compare(Parameter own, PolicyBundle other) {
        Optional<Parameter> known = named(other, own.name());
        if (known.isEmpty()) {
            return;
        }
        Parameter theirs = known.get();
        if (!own.title().equals(theirs.title())) {
            Defects.add(defects, own.origin(), "title-differs", own.title(), theirs.title(), other.id());
        }
        for (Parameter.Bound bound : own.bounds()) {
            for (Parameter.Bound theirBound : theirs.bounds()) {
                if (contradict(bound, theirBound)) {
                    Defects.add(
                            defects,
                            bound.origin(),
                            "bound-differs",
                            theirBound.origin().toString());
                }
            }
        }
    }

    /** Two bounds of one condition on a common day that are not the same. */
    private static boolean contradict(Parameter.Bound one, Parameter.Bound other) {
        return one.when().equals(other.when())
                && one.days().shareOneWith(other.days())
                && !(Objects.equals(one.min(), other.min()) && Objects.equals(one.max(), other.max()));
    }

    private static Optional<Parameter> named(PolicyBundle bundle, String name) {
        return bundle.parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    private void checkOverrides(PolicyBundle bundle, Parameter own) {
        for (ParameterRow row : own.rows()) {
            for (DatedValue value : row.values()) {
                if (value.overrides() != null && !overridesSomething(bundle, own, row, value)) {
                    Defects.add(defects, value.origin(), "overrides-nothing", own.name());
                }
            }
        }
    }

    private boolean overridesSomething(PolicyBundle bundle, Parameter own, ParameterRow row, DatedValue value) {
        return atHand.stream()
                .filter(other -> !other.equals(bundle) && speakOfOneStructure(other, bundle))
                .flatMap(other -> named(other, own.name()).stream())
                .flatMap(parameter -> parameter.rows().stream())
                .filter(known -> known.when().equals(row.when()))
                .flatMap(known -> known.values().stream())
                .anyMatch(value::sharesDayWith);
    }
}
