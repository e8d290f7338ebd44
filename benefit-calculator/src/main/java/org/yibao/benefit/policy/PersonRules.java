package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.List;

/** What a bundle says of a person apart from any visit. */
public record PersonRules(Crediting crediting, Entitlement entitlement) {
    public static final PersonRules EMPTY = new PersonRules(Crediting.EMPTY, Entitlement.EMPTY);

    /** A clause and the parameters it reads. */
    record Reading(Clause clause, List<ParameterUse> parameters) {
        boolean reads(String parameter) {
            return parameters.stream().anyMatch(use -> use.name().equals(parameter));
        }
    }

    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (Crediting.Part part : crediting.parts()) {
            readings.add(new Reading(part.clause(), part.rule().parameters()));
        }
        for (Entitlement.Start start : entitlement.starts()) {
            String waiting = start.waiting();
            readings.add(new Reading(start.clause(), waiting == null ? List.of() : List.of(count(waiting))));
        }
        for (Entitlement.Contribution contribution : entitlement.contributions()) {
            readings.add(new Reading(contribution.clause(), List.of(count(contribution.years()))));
        }
        entitlement.uses().forEach(use -> readings.add(new Reading(use.clause(), List.of())));
        return readings;
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
