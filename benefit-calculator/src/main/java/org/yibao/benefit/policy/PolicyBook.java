package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;

/** Bundles combined in a declared order: one structure and, for each parameter, the dated values of them all. */
public final class PolicyBook {
    private final List<PolicyBundle> bundles;
    private final List<PolicyReference> references;
    private final Structure structure;
    private final PersonRules personRules;
    private final Map<String, Parameter> parameters;

    private PolicyBook(
            List<PolicyBundle> bundles,
            Structure structure,
            PersonRules personRules,
            Map<String, Parameter> parameters) {
        this.bundles = List.copyOf(bundles);
        this.references = bundles.stream().map(PolicyBundle::reference).toList();
        this.structure = structure;
        this.personRules = personRules;
        this.parameters = parameters;
    }

    /**
     * Combines bundles; a later one may add values, or take the place of an earlier one's where it declares so.
     *
     * @throws InvalidPolicyException when they contradict each other, with every contradiction
     */
    public static PolicyBook of(List<PolicyBundle> bundles) {
        return of(bundles, null);
    }

    /** @param lender brings structure and declarations, but no values, when no bundle brings a structure */
    static PolicyBook of(List<PolicyBundle> bundles, @Nullable PolicyBundle lender) {
        return of(bundles, lender, Workload.of(bundles));
    }

    static PolicyBook of(List<PolicyBundle> bundles, @Nullable PolicyBundle lender, Workload workload) {
        List<PolicyDefect> defects = new ArrayList<>();
        Structure structure = structureOf(bundles, lender, defects);
        PersonRules personRules = personRulesOf(bundles, lender);
        ParameterMerge merge = new ParameterMerge(workload, defects);
        Map<String, Parameter> merged = merge.merged();
        try {
            if (lender != null) {
                lender.parameters().forEach(merge::declare);
            }
            bundles.forEach(bundle -> bundle.parameters().forEach(merge::add));
            merge.check(new VisitSpace(structure, workload));
            new StructureCheck(structure, personRules, merged, workload, defects).run();
        } catch (InvalidPolicyException tooMuch) {
            defects.addAll(tooMuch.defects());
        }
        if (!defects.isEmpty()) {
            throw new InvalidPolicyException(defects);
        }
        return new PolicyBook(bundles, structure, personRules, new LinkedHashMap<>(merged));
    }

    private static Structure structureOf(
            List<PolicyBundle> bundles, @Nullable PolicyBundle lender, List<PolicyDefect> defects) {
        Structure found = null;
        for (PolicyBundle bundle : bundles) {
            if (bundle.structure() == null) {
                continue;
            }
            if (found != null) {
                defects.add(Defects.of(bundle.origin(), "second-structure", bundle.id()));
            }
            found = bundle.structure();
        }
        if (found == null && lender != null) {
            found = lender.structure();
        }
        return found == null ? Structure.EMPTY : found;
    }

    /** Those of the bundle that brings the structure. */
    private static PersonRules personRulesOf(List<PolicyBundle> bundles, @Nullable PolicyBundle lender) {
        PolicyBundle owner = lender;
        for (PolicyBundle bundle : bundles) {
            owner = bundle.structure() == null ? owner : bundle;
        }
        return owner == null || owner.personRules() == null ? PersonRules.EMPTY : owner.personRules();
    }

    /** The bundles, in the order in which they were combined. */
    public List<PolicyBundle> bundles() {
        return bundles;
    }

    public List<PolicyReference> references() {
        return references;
    }

    /** Every parameter with the values of all bundles, by name; unmodifiable and sorted. */
    public SortedMap<String, Parameter> parameters() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    public Structure structure() {
        return structure;
    }

    /** What is said of a person apart from any visit; empty when no bundle says anything. */
    public PersonRules personRules() {
        return personRules;
    }

    /** The scheme of a visit; empty when no bundle covers such a visit. */
    public Optional<Structure.Scheme> scheme(Facts facts) {
        for (Structure.Scheme scheme : structure.schemes()) {
            if (scheme.when().holds(facts)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /** The first line rule that holds, empty when none does. */
    public Optional<Structure.LineRule> lineRule(Facts line) {
        for (Structure.LineRule rule : structure.lineRules()) {
            if (rule.when().holds(line)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** The value of a parameter for a visit on a day. */
    public Finding find(String name, Facts facts, LocalDate day) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            return new Finding.Missing(name, name);
        }
        boolean known = false;
        for (ParameterRow row : parameter.rows()) {
            if (!row.when().holds(facts)) {
                continue;
            }
            known = true;
            for (DatedValue value : row.values()) {
                if (value.covers(day)) {
                    return new Finding.Found(parameter, value);
                }
            }
        }
        return known && !isWithinTable(parameter, day)
                ? new Finding.NotInForce(name, parameter.title())
                : new Finding.Missing(name, parameter.title());
    }

    /** Whether some row has a value on that day or before, and some row on that day or after. */
    private static boolean isWithinTable(Parameter parameter, LocalDate day) {
        boolean begun = false;
        boolean lasting = false;
        for (ParameterRow row : parameter.rows()) {
            for (DatedValue value : row.values()) {
                LocalDate until = value.until();
                begun |= !day.isBefore(value.from());
                lasting |= until == null || !day.isAfter(until);
            }
        }
        return begun && lasting;
    }
}
