package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds where bundles speak of one parameter in different words, and overrides that override nothing. */
final class CombinationReview {
    private final List<PolicyBundle> judged;
    private final List<PolicyBundle> atHand;
    private final Workload workload;
    private final List<PolicyDefect> defects;

    CombinationReview(
            List<PolicyBundle> judged, List<PolicyBundle> atHand, Workload workload, List<PolicyDefect> defects) {
        this.judged = judged;
        this.atHand = atHand;
        this.workload = workload;
        this.defects = defects;
    }

    void run() {
        try {
            compareAll();
        } catch (InvalidPolicyException tooMuch) {
            defects.addAll(tooMuch.defects());
        }
    }

    private void compareAll() {
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
            workload.spend(theirs.bounds().size());
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
            List<DatedValue> overriding = row.values().stream()
                    .filter(value -> value.overrides() != null)
                    .toList();
            if (!overriding.isEmpty()) {
                List<DatedValue> known = known(bundle, own, row.when());
                for (DatedValue value : overriding) {
                    workload.spend(known.size());
                    if (known.stream().noneMatch(value::sharesDayWith)) {
                        Defects.add(defects, value.origin(), "overrides-nothing", own.name());
                    }
                }
            }
        }
    }

    /** The values that other bundles have in rows of the same condition. */
    private List<DatedValue> known(PolicyBundle bundle, Parameter own, Condition when) {
        List<DatedValue> known = new ArrayList<>();
        for (PolicyBundle other : atHand) {
            if (!other.equals(bundle) && speakOfOneStructure(other, bundle)) {
                for (ParameterRow row :
                        named(other, own.name()).map(Parameter::rows).orElse(List.of())) {
                    workload.spend(when.size());
                    if (row.when().equals(when)) {
                        known.addAll(row.values());
                    }
                }
            }
        }
        return known;
    }
}
