package org.yibao.benefit.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    private final StructureCheck check;
    private final List<PolicyDefect> defects;

    PersonRulesCheck(PersonRules rules, Structure structure, StructureCheck check, List<PolicyDefect> defects) {
        this.rules = rules;
        this.structure = structure;
        this.check = check;
        this.defects = defects;
    }

    void run() {
        for (PersonRules.Reading each : rules.readings()) {
            Clause clause = each.clause();
            check.checkCondition(clause.origin(), clause.when(), false);
            each.parameters().forEach(use -> check.checkUse(clause.origin(), use));
        }
        List<Clause> parts =
                rules.crediting().parts().stream().map(Crediting.Part::clause).toList();
        Entitlement entitlement = rules.entitlement();
        List<Clause> uses =
                entitlement.uses().stream().map(Entitlement.Use::clause).toList();
        Set<String> ofPerson = withClasses(OF_PERSON);
        parts.forEach(clause -> checkAnswered(clause, ofPerson));
        entitlement.contributions().forEach(each -> checkAnswered(each.clause(), ofPerson));
        uses.forEach(clause -> checkAnswered(clause, ofPerson));
        Set<String> known = new HashSet<>(OF_PERSON);
        known.addAll(OF_PAYMENT);
        Set<String> ofPayment = withClasses(known);
        entitlement.starts().forEach(each -> checkAnswered(each.clause(), ofPayment));
        checkClashes(parts);
        checkClashes(uses);
        checkVisits();
    }

    private void checkAnswered(Clause clause, Set<String> answered) {
        for (String dimension : clause.when().dimensions()) {
            if (!answered.contains(dimension)) {
                Defects.add(defects, clause.origin(), "not-of-person", dimension);
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
