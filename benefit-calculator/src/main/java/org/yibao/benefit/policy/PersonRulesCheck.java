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
        Set<String> ofPerson = withClasses(OF_PERSON);
        List<Crediting.Part> parts = rules.crediting().parts();
        for (Crediting.Part part : parts) {
            checkClause(part.clause(), ofPerson);
            part.rule().parameters().forEach(use -> check.checkUse(part.clause().origin(), use));
        }
        Entitlement entitlement = rules.entitlement();
        checkStarts(entitlement.starts());
        for (Entitlement.Contribution contribution : entitlement.contributions()) {
            checkClause(contribution.clause(), ofPerson);
            checkCount(contribution.clause(), contribution.years());
        }
        entitlement.uses().forEach(use -> checkClause(use.clause(), ofPerson));
        checkClashes(parts.stream().map(Crediting.Part::clause).toList());
        checkClashes(entitlement.uses().stream().map(Entitlement.Use::clause).toList());
        checkVisits();
    }

    private void checkStarts(List<Entitlement.Start> starts) {
        Set<String> known = new HashSet<>(OF_PERSON);
        known.addAll(OF_PAYMENT);
        Set<String> ofPayment = withClasses(known);
        for (Entitlement.Start start : starts) {
            checkClause(start.clause(), ofPayment);
            if (start.waiting() != null) {
                checkCount(start.clause(), start.waiting());
            }
        }
    }

    private void checkCount(Clause clause, String parameter) {
        check.checkUse(clause.origin(), new ParameterUse(parameter, Unit.COUNT));
    }

    private void checkClause(Clause clause, Set<String> answered) {
        check.checkCondition(clause.origin(), clause.when(), false);
        for (String dimension : clause.when().dimensions()) {
            if (!answered.contains(dimension)) {
                defects.add(Defects.of(clause.origin(), "not-of-person", dimension));
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
                defects.add(Defects.of(origin, "unknown-dimension", dimension));
            }
        }
    }

    private void checkClashes(List<Clause> clauses) {
        for (int later = 1; later < clauses.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (clauses.get(later).clashesWith(clauses.get(earlier))) {
                    defects.add(Defects.of(
                            clauses.get(later).origin(),
                            "clauses-overlap",
                            clauses.get(earlier).origin().toString()));
                }
            }
        }
    }

    private static Set<String> codes(Dimension... dimensions) {
        return Arrays.stream(dimensions).map(Dimension::code).collect(Collectors.toUnmodifiableSet());
    }
}
