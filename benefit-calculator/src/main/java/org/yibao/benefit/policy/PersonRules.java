package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.List;

/** What a bundle says of a person apart from any visit. */
public record PersonRules(Crediting crediting, Entitlement entitlement) {
    public static final PersonRules EMPTY = new PersonRules(Crediting.EMPTY, Entitlement.EMPTY);

    /**
     * A clause and the parameters it reads.
     *
     * @param before the conditions of those that decide in its place, where the first that holds does
     */
    record Reading(Clause clause, List<Condition> before, List<ParameterUse> parameters) {
        /** Whether none of those before it holds. */
        boolean comesFirst(Facts facts) {
            return before.stream().noneMatch(each -> each.holds(facts));
        }
    }

    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Crediting.Part part : crediting.parts()) {
            readings.add(new Reading(part.clause(), List.of(), part.rule().parameters()));
        }
        List<Clause> earlier = new ArrayList<>();
        for (Entitlement.Start start : entitlement.starts()) {
            String waiting = start.waiting();
            readings.add(inOrder(start.clause(), earlier, waiting == null ? List.of() : List.of(count(waiting))));
        }
        earlier.clear();
        for (Entitlement.Contribution contribution : entitlement.contributions()) {
            readings.add(inOrder(contribution.clause(), earlier, List.of(count(contribution.years()))));
        }
        entitlement.uses().forEach(use -> readings.add(new Reading(use.clause(), List.of(), List.of())));
        return readings;
    }

    /** After those earlier in the list, which it joins. */
    private static Reading inOrder(Clause clause, List<Clause> earlier, List<ParameterUse> parameters) {
        List<Condition> before = earlier.stream()
                .filter(each -> each.lastsThrough(clause))
                .map(Clause::when)
                .toList();
        earlier.add(clause);
        return new Reading(clause, before, parameters);
    }

    /** Every parameter that a rule about a person reads, in the order of the rules. */
    public List<ParameterUse> parameters() {
        return readings().stream()
                .flatMap(reading -> reading.parameters().stream())
                .toList();
    }

    private static ParameterUse count(String parameter) {
        return new ParameterUse(parameter, Unit.COUNT);
    }
}
