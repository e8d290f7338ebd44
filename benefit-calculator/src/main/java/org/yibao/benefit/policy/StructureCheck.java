package org.yibao.benefit.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds where structure and parameters do not fit: unknown dimensions, wrong units, schemes that overlap. */
final class StructureCheck {
    private final Structure structure;
    private final PersonRules personRules;
    private final Map<String, Parameter> parameters;
    private final Workload workload;
    private final List<PolicyDefect> defects;
    private final Map<String, Set<String>> classes = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    StructureCheck(
            Structure structure,
            PersonRules personRules,
            Map<String, Parameter> parameters,
            Workload workload,
            List<PolicyDefect> defects) {
        this.structure = structure;
        this.personRules = personRules;
        this.parameters = parameters;
        this.workload = workload;
        this.defects = defects;
    }

    void run() {
        structure.classes().forEach(this::checkClass);
        checkCondition(structure.accounts().origin(), structure.accounts().ownWhen(), false);
        checkNoAccount(structure.accounts().origin(), structure.accounts().ownWhen());
        structure.notices().forEach(rule -> checkCondition(rule.origin(), rule.when(), false));
        structure.lineRules().forEach(this::checkLineRule);
        structure.schemes().forEach(this::checkScheme);
        structure.layers().forEach(this::checkLayer);
        new PersonRulesCheck(personRules, structure, parameters, this, defects).run();
        checkSchemesDisjoint();
        checkAccumulators();
        for (Parameter parameter : parameters.values()) {
            parameter.rows().forEach(row -> checkCondition(row.origin(), row.when(), false));
            parameter.notGiven().forEach(hole -> checkCondition(hole.origin(), hole.when(), false));
            parameter.bounds().forEach(bound -> checkCondition(bound.origin(), bound.when(), false));
            if (!used.contains(parameter.name()) && !structure.schemes().isEmpty()) {
                Defects.add(defects, parameter.origin(), "parameter-unused", parameter.name());
            }
        }
    }

    /** A class may ask for the classes before it only. */
    private void checkClass(Structure.Classification each) {
        Set<String> names = new HashSet<>();
        for (Structure.Member member : each.members()) {
            checkCondition(member.origin(), member.when(), false);
            checkNoAccount(member.origin(), member.when());
            names.add(member.name());
        }
        classes.put(each.name(), names);
    }

    /** Which accounts pay is decided after the classes, by a condition that may ask for them. */
    private void checkNoAccount(Origin origin, Condition condition) {
        if (condition.dimensions().contains(Dimension.ACCOUNT.code())) {
            Defects.add(defects, origin, "account-undecided", Dimension.ACCOUNT.code());
        }
    }

    private void checkAccumulators() {
        Set<String> written = new HashSet<>();
        structure.layers().forEach(layer -> written.addAll(layer.accumulators()));
        for (Structure.Accumulator each : structure.accumulators().values()) {
            if (!written.contains(each.code())) {
                Defects.add(defects, each.origin(), "accumulator-unwritten", each.code());
            }
        }
    }

    private void checkLineRule(Structure.LineRule rule) {
        checkCondition(rule.origin(), rule.when(), true);
        if (rule.selfpay() != null) {
            checkUse(rule.origin(), new ParameterUse(rule.selfpay(), Unit.RATIO));
        }
    }

    private void checkScheme(Structure.Scheme scheme) {
        checkCondition(scheme.origin(), scheme.when(), false);
        if (scheme.outOfArea() != null) {
            checkCondition(scheme.origin(), scheme.outOfArea().when(), false);
            checkUse(scheme.origin(), new ParameterUse(scheme.outOfArea().selfpay(), Unit.RATIO));
        }
        boolean shared = false;
        for (Layer layer : scheme.layers()) {
            if (layer instanceof Layer.BeyondCap && !shared) {
                Defects.add(
                        defects,
                        scheme.origin(),
                        "beyond-cap-without-share",
                        layer.label().id());
            }
            if (layer instanceof Layer.Share share) {
                // What a banded share left above its cap has no single ratio to be measured by.
                shared = share.proportion() instanceof Layer.ShareRatio;
            }
        }
    }

    private void checkLayer(Layer layer) {
        Origin origin = layer.label().origin();
        checkCondition(origin, layer.label().when(), false);
        layer.parameters().forEach(use -> checkUse(origin, use));
        if (layer instanceof Layer.Increment increment) {
            checkCondition(origin, increment.firstSelfpayOf(), true);
        }
        if (layer.fund() != null && !structure.funds().containsKey(layer.fund())) {
            Defects.add(defects, origin, "unknown-fund", layer.fund());
        }
        for (String code : layer.accumulators()) {
            if (!structure.accumulators().containsKey(code)) {
                Defects.add(defects, origin, "unknown-accumulator", code);
            }
        }
    }

    void checkUse(Origin origin, ParameterUse use) {
        used.add(use.name());
        Parameter parameter = parameters.get(use.name());
        if (parameter == null) {
            Defects.add(defects, origin, "unknown-parameter", use.name());
        } else if (parameter.unit() != use.unit()) {
            Defects.add(
                    defects,
                    parameter.origin(),
                    "unit-not-usable",
                    parameter.unit().code(),
                    use.unit().code(),
                    origin.path());
        }
    }

    private void checkSchemesDisjoint() {
        List<Structure.Scheme> schemes = structure.schemes();
        for (int later = 1; later < schemes.size(); later++) {
            for (int earlier = 0; earlier < later && defects.size() < PolicyDefect.COUNT_MAX; earlier++) {
                workload.spend(schemes.get(later).when().size());
                if (!schemes.get(earlier).when().disjointFrom(schemes.get(later).when())) {
                    Defects.add(
                            defects,
                            schemes.get(later).origin(),
                            "schemes-overlap",
                            schemes.get(earlier).id());
                }
            }
        }
    }

    void checkCondition(Origin origin, Condition condition, boolean ofLine) {
        condition.tests().forEach((dimension, test) -> checkTest(origin, dimension, test, ofLine));
    }

    private void checkTest(Origin origin, String dimension, Criterion test, boolean ofLine) {
        Optional<Dimension> builtIn = Dimension.parse(dimension);
        boolean number = structure.accumulators().containsKey(dimension)
                || builtIn.map(Dimension::isNumber).orElse(false);
        boolean known = number || classes.containsKey(dimension) || builtIn.isPresent();
        if (!known || (builtIn.map(Dimension::isOfLine).orElse(false) && !ofLine)) {
            Defects.add(defects, origin, "unknown-dimension", dimension);
        } else if (number != test instanceof Criterion.Range) {
            Defects.add(defects, origin, number ? "range-expected" : "list-expected", dimension);
        } else if (test instanceof Criterion.AnyOf any) {
            checkValues(origin, dimension, any, allowed(dimension, builtIn));
        }
    }

    private Set<String> allowed(String dimension, Optional<Dimension> builtIn) {
        Set<String> members = classes.get(dimension);
        if (dimension.equals(Dimension.TIER.code()) && members == null) {
            return structure.tiersInUse();
        }
        return members != null ? members : builtIn.map(Dimension::allowed).orElse(Set.of());
    }

    private void checkValues(Origin origin, String dimension, Criterion.AnyOf test, Set<String> allowed) {
        for (String value : test.values()) {
            if (!allowed.isEmpty() && !allowed.contains(value)) {
                Defects.add(defects, origin, "never-holds", dimension, value);
            }
        }
    }
}
