package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yibao.benefit.policy.Clause;
import org.yibao.benefit.policy.Crediting;
import org.yibao.benefit.policy.Entitlement;
import org.yibao.benefit.policy.ParameterUse;
import org.yibao.benefit.policy.PersonRules;

/** What a book says of a person apart from any visit, taken apart like the structure. */
final class PersonTraits {
    private final Names names;
    private final List<Subject> subjects = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private final Predicate<Clause> shown;

    private PersonTraits(Names names, Predicate<Clause> shown) {
        this.names = names;
        this.shown = shown;
    }

    /** @param shown the clauses that are told */
    static List<Subject> of(PersonRules rules, Names names, Predicate<Clause> shown) {
        PersonTraits traits = new PersonTraits(names, shown);
        if (!rules.equals(PersonRules.EMPTY)) {
            traits.crediting(rules.crediting());
            traits.entitlement(rules.entitlement());
        }
        return traits.subjects;
    }

    private void crediting(Crediting crediting) {
        String day = crediting.age().day().name();
        String from = crediting.retired().from().name();
        subjects.add(new Subject(
                "crediting",
                Words.of("subject.crediting"),
                List.of(
                        Trait.of(Words.of("trait.age-day"), day, Words.of("age-day." + day)),
                        Trait.text(Words.of("trait.age-source"), crediting.age().source()),
                        Trait.of(Words.of("trait.retired-from"), from, Words.of("retired-from." + from)),
                        Trait.text(
                                Words.of("trait.retired-source"),
                                crediting.retired().source()))));
        for (Crediting.Part part : crediting.parts()) {
            String reads = titles(part.rule().parameters());
            clause("credit", part.clause(), part.rule().toString(), reads.isEmpty() ? Words.of("credit.none") : reads);
        }
    }

    private void entitlement(Entitlement entitlement) {
        order("starts", entitlement.starts().stream().map(Entitlement.Start::clause));
        for (Entitlement.Start start : entitlement.starts()) {
            String begins = start.begins().name();
            String waiting = start.waiting();
            String words = Words.of("begins." + begins);
            clause(
                    "start",
                    start.clause(),
                    begins + " " + waiting,
                    waiting == null ? words : words + names.parameter(waiting));
        }
        order("contributions", entitlement.contributions().stream().map(Entitlement.Contribution::clause));
        for (Entitlement.Contribution each : entitlement.contributions()) {
            clause("contribution", each.clause(), each.years(), names.parameter(each.years()));
        }
        for (Entitlement.Use use : entitlement.uses()) {
            TreeSet<String> relations = new TreeSet<>(use.relations());
            List<String> words =
                    relations.stream().map(each -> Words.code("relation", each)).toList();
            clause(
                    "use",
                    use.clause(),
                    relations.toString(),
                    words.isEmpty() ? Words.of("use.never") : Words.list(words));
        }
    }

    /** Of these the first that holds decides. */
    private void order(String kind, Stream<Clause> clauses) {
        List<Clause> told = clauses.filter(shown).toList();
        subjects.add(new Subject(
                kind,
                Words.of("subject." + kind),
                List.of(Trait.of(
                        Words.of("trait.order"),
                        told.stream().map(Clause::id).toList().toString(),
                        Words.list(told.stream().map(Clause::title).toList())))));
    }

    /** Clauses of one id are told apart by their order. */
    private void clause(String kind, Clause clause, String identity, String words) {
        if (!shown.test(clause)) {
            return;
        }
        int before = counts.merge(kind + " " + clause.id(), 1, Integer::sum) - 1;
        String days = Words.days(clause.from(), clause.until());
        subjects.add(new Subject(
                kind + " " + clause.id() + " #" + before,
                Words.of("subject." + kind, clause.title(), clause.id()),
                List.of(
                        Trait.text(Words.of("trait.title"), clause.title()),
                        Trait.of(
                                Words.of("trait.when"),
                                ConditionWords.identity(clause.when()),
                                names.conditions().of(clause.when())),
                        Trait.of(Words.of("trait.days"), days, days),
                        Trait.of(Words.of("trait." + kind), identity, words),
                        Trait.text(Words.of("trait.source"), clause.source()))));
    }

    private String titles(List<ParameterUse> uses) {
        return Words.list(
                uses.stream().map(use -> names.parameter(use.name())).distinct().toList());
    }

    /** The parameters that rules about a person read, in order. */
    static List<String> parameters(PersonRules rules) {
        return rules.parameters().stream().map(ParameterUse::name).distinct().toList();
    }
}
