package org.yibao.benefit.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds where the rules about a person do not fit the parameters, or ask what only a visit could answer. */
final class PersonRulesCheck {
    private static final Set<String> OF_PERSON = codes(
            Dimension.INSUTYPE,
            Dimension.PSN_TYPE,
            Dimension.MARK,
            Dimension.GENDER,
            Dimension.AGE,
            Dimension.AGE_MONTHS,
            Dimension.MONTH);
    private static final Set<String> OF_PAYMENT = codes(Dimension.FIRST_PAYMENT, Dimension.COMING_YEAR);

    private final PersonRules rules;
    private final Structure structure;
    private final Map<String, Parameter> parameters;
    private final StructureCheck check;
    private final List<PolicyDefect> defects;

    PersonRulesCheck(
            PersonRules rules,
            Structure structure,
            Map<String, Parameter> parameters,
            StructureCheck check,
            List<PolicyDefect> defects) {
        this.rules = rules;
        this.structure = structure;
        this.parameters = parameters;
        this.check = check;
        this.defects = defects;
    }

    void run() {
        List<Clause> parts =
                rules.crediting().parts().stream().map(Crediting.Part::clause).toList();
        Entitlement entitlement = rules.entitlement();
        List<Clause> uses =
                entitlement.uses().stream().map(Entitlement.Use::clause).toList();
        Set<Clause> starts =
                entitlement.starts().stream().map(Entitlement.Start::clause).collect(Collectors.toSet());
        Set<String> ofPerson = withClasses(OF_PERSON);
        Set<String> known = new HashSet<>(OF_PERSON);
        known.addAll(OF_PAYMENT);
        Set<String> ofPayment = withClasses(known);
        for (PersonRules.Reading each : rules.readings()) {
            Clause clause = each.clause();
            Set<String> answered = starts.contains(clause) ? ofPayment : ofPerson;
            check.checkCondition(clause.origin(), clause.when(), false);
            checkAnswered(clause.origin(), clause.when(), answered);
            for (ParameterUse use : each.parameters()) {
                check.checkUse(clause.origin(), use);
                checkAnswered(parameters.get(use.name()), answered);
            }
        }
        checkClashes(parts);
        checkClashes(uses);
        checkVisits();
    }

    private void checkAnswered(@Nullable Parameter parameter, Set<String> answered) {
        if (parameter != null) {
            parameter.rows().forEach(row -> checkAnswered(row.origin(), row.when(), answered));
            parameter.notGiven().forEach(hole -> checkAnswered(hole.origin(), hole.when(), answered));
            parameter.bounds().forEach(bound -> checkAnswered(bound.origin(), bound.when(), answered));
        }
    }

    private void checkAnswered(Origin origin, Condition when, Set<String> answered) {
        for (String dimension : when.dimensions()) {
            if (!answered.contains(dimension)) {
                Defects.add(defects, origin, "not-of-person", dimension);
            }
        }
    }

    /** These dimensions and the classes that ask for nothing else; a class may ask for classes before it only. */
    private Set<String> withClasses(Set<String> dimensions) {
        Set<String> answered = new HashSet<>(dimensions);
        for (Structure.Classification each : structure.classes()) {
            if (each.members().stream()
                    .allMatch(m -> answered.containsAll(m.when().dimensions()))) {
                answered.add(each.name());
            }
        }
        return answered;
    }

    private void checkVisits() {
        structure.notices().forEach(rule -> checkVisit(rule.origin(), rule.when()));
        for (Structure.Scheme scheme : structure.schemes()) {
            checkVisit(scheme.origin(), scheme.when());
            scheme.layers()
                    .forEach(layer ->
                            checkVisit(layer.label().origin(), layer.label().when()));
        }
    }

    private void checkVisit(Origin origin, Condition when) {
        for (String dimension : when.dimensions()) {
            if (OF_PAYMENT.contains(dimension) || dimension.equals(Dimension.GENDER.code())) {
                Defects.add(defects, origin, "unknown-dimension", dimension);
            }
        }
    }

    private void checkClashes(List<Clause> clauses) {
        for (int later = 1; later < clauses.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (clauses.get(later).clashesWith(clauses.get(earlier))) {
                    Defects.add(
                            defects,
                            clauses.get(later).origin(),
                            "clauses-overlap",
                            clauses.get(earlier).origin().toString());
                }
            }
        }
    }

    private static Set<String> codes(Dimension... dimensions) {
        return Arrays.stream(dimensions).map(Dimension::code).collect(Collectors.toUnmodifiableSet());
    }
}
