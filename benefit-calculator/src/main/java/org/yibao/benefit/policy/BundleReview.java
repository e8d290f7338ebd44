package org.yibao.benefit.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.Scheme;

/** Judges what one bundle says, on top of the one it extends: whether its tables answer every visit. */
final class BundleReview {
    /** A question about a person that leaves out what its rules ask for is refused before any parameter is. */
    private static final Condition TOLD = new Condition(Map.of(
            Dimension.AGE.code(), new Criterion.Range(BigDecimal.ZERO, false, null),
            Dimension.AGE_MONTHS.code(), new Criterion.Range(BigDecimal.ZERO, false, null),
            Dimension.GENDER.code(), new Criterion.AnyOf(Dimension.GENDER.allowed())));

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
        Workload workload = Workload.of(List.of(bundle));
        VisitSpace space = new VisitSpace(structure, workload);
        try {
            if (bundle.structure() != null) {
                new StructureReview(structure, space, defects).run();
            }
            checkPersonRules(space);
            checkCoverage(structure, space, workload);
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

    private void checkPersonRules(VisitSpace space) {
        if (bundle.personRules() != null) {
            for (PersonRules.Reading each : bundle.personRules().readings()) {
                Clause clause = each.clause();
                if (!space.hasVisit(clause.when())) {
                    Defects.add(defects, clause.origin(), "condition-never", "when");
                } else if (!space.any(List.of(clause.when()), each.before(), each::comesFirst)) {
                    Defects.add(defects, clause.origin(), "never-first", clause.id());
                }
            }
        }
    }

    private PersonRules personRules() {
        PersonRules rules = extended == null ? bundle.personRules() : extended.personRules();
        return rules == null ? PersonRules.EMPTY : rules;
    }

    private void checkCoverage(Structure structure, VisitSpace space, Workload workload) {
        Map<String, Parameter> merged = merged(workload);
        Map<String, List<Coverage.Use>> uses = uses(structure, workload);
        for (Parameter own : bundle.parameters()) {
            Parameter whole = merged.get(own.name());
            if (whole != null && whole.unit() == own.unit() && !own.isOnlyDeclared()) {
                new Coverage(space, workload, whole, own, defects).check(uses.getOrDefault(own.name(), List.of()));
            }
        }
    }

    private Map<String, Parameter> merged(Workload workload) {
        ParameterMerge merge = new ParameterMerge(workload, new ArrayList<>());
        if (extended != null) {
            extended.parameters().forEach(merge::add);
        }
        bundle.parameters().forEach(merge::add);
        return merge.merged();
    }

    /** Where each parameter is read. */
    private Map<String, List<Coverage.Use>> uses(Structure structure, Workload workload) {
        Map<String, List<Coverage.Use>> uses = new HashMap<>();
        Set<String> ofLines = structure.lineRules().stream()
                .map(LineRule::selfpay)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (Scheme scheme : structure.schemes()) {
            for (Layer layer : scheme.layers()) {
                Coverage.Use use = Coverage.Use.of(scheme, layer.label().when());
                Set<String> read = new HashSet<>();
                for (ParameterUse each : layer.parameters()) {
                    workload.spend(1);
                    if (read.add(each.name())) {
                        add(uses, each.name(), use);
                    }
                }
            }
            if (scheme.outOfArea() != null) {
                add(
                        uses,
                        scheme.outOfArea().selfpay(),
                        Coverage.Use.of(scheme, scheme.outOfArea().when()));
            }
            for (String selfpay : ofLines) {
                workload.spend(1);
                add(uses, selfpay, Coverage.Use.ofLines(scheme, structure.lineRules(), selfpay));
            }
        }
        for (PersonRules.Reading each : personRules().readings()) {
            each.parameters().forEach(read -> add(uses, read.name(), Coverage.Use.of(each, TOLD)));
        }
        return uses;
    }

    private static void add(Map<String, List<Coverage.Use>> uses, String parameter, Coverage.Use use) {
        uses.computeIfAbsent(parameter, name -> new ArrayList<>()).add(use);
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
