package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Structure.Scheme;

/** Judges what one bundle says, on top of the one it extends: whether its tables answer every visit. */
final class BundleReview {
    private final PolicyBundle bundle;
    private final @Nullable PolicyBundle extended;
    private final List<PolicyDefect> defects;

    /** @param extended null when the bundle brings its own structure */
    BundleReview(PolicyBundle bundle, @Nullable PolicyBundle extended, List<PolicyDefect> defects) {
        this.bundle = bundle;
        this.extended = extended;
        this.defects = defects;
    }

    void run() {
        checkDays();
        Structure structure = structure();
        if (structure == null) {
            return;
        }
        VisitSpace space = new VisitSpace(structure, new Workload(bundle.origin(), Workload.STEPS_MAX));
        try {
            if (bundle.structure() != null) {
                new StructureReview(structure, space, defects).run();
            }
            checkCoverage(structure, space);
        } catch (InvalidPolicyException tooMuch) {
            defects.addAll(tooMuch.defects());
        }
        checkExpectations(structure);
    }

    private @Nullable Structure structure() {
        return extended == null ? bundle.structure() : extended.structure();
    }

    /** The first day any of it is in force may not come after the first day of a value. */
    private void checkDays() {
        for (Parameter parameter : bundle.parameters()) {
            for (ParameterRow row : parameter.rows()) {
                for (DatedValue value : row.values()) {
                    if (value.from().isBefore(bundle.effective())) {
                        LocalDate effective = bundle.effective();
                        Defects.add(defects, value.origin(), "before-effective", effective.toString());
                    }
                }
            }
        }
    }

    private void checkCoverage(Structure structure, VisitSpace space) {
        Map<String, Parameter> merged = merged();
        for (Parameter own : bundle.parameters()) {
            Parameter whole = merged.get(own.name());
            if (whole != null && !(own.rows().isEmpty() && own.notGiven().isEmpty())) {
                new Coverage(space, whole, own, defects).check(uses(structure, own.name()));
            }
        }
    }

    private Map<String, Parameter> merged() {
        ParameterMerge merge = new ParameterMerge(new ArrayList<>());
        if (extended != null) {
            extended.parameters().forEach(merge::add);
        }
        bundle.parameters().forEach(merge::add);
        return new HashMap<>(merge.result());
    }

    private static List<Coverage.Use> uses(Structure structure, String parameter) {
        List<Coverage.Use> uses = new ArrayList<>();
        for (Scheme scheme : structure.schemes()) {
            for (Layer layer : scheme.layers()) {
                if (layer.parameters().stream().anyMatch(use -> use.name().equals(parameter))) {
                    uses.add(new Coverage.Use(
                            scheme.title(), List.of(scheme.when(), layer.label().when())));
                }
            }
            if (scheme.outOfArea() != null && scheme.outOfArea().selfpay().equals(parameter)) {
                uses.add(new Coverage.Use(
                        scheme.title(),
                        List.of(scheme.when(), scheme.outOfArea().when())));
            }
            if (structure.lineRules().stream().anyMatch(rule -> parameter.equals(rule.selfpay()))) {
                uses.add(new Coverage.Use(scheme.title(), List.of(scheme.when())));
            }
        }
        return uses;
    }

    private void checkExpectations(Structure structure) {
        for (Expectation each : bundle.expectations()) {
            String scheme = each.scheme();
            if (scheme != null && structure.schemes().stream().noneMatch(s -> s.id().equals(scheme))) {
                Defects.add(defects, each.origin(), "scheme-unknown", scheme);
            }
        }
    }
}
