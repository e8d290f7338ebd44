package org.yibao.benefit.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Expectation;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.AccountRules;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.policy.Structure.Scheme;

/** A book taken apart into what two of them can be compared by, in the order in which it is told. */
final class StructureTraits {
    private final PolicyBook book;
    private final Structure structure;
    private final Names names;
    private final List<Subject> subjects = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    private StructureTraits(PolicyBook book, Names names) {
        this.book = book;
        this.structure = book.structure();
        this.names = names;
    }

    /** Everything but dated values. */
    static List<Subject> all(PolicyBook book, Names names) {
        StructureTraits traits = new StructureTraits(book, names);
        traits.bundles();
        traits.schemes();
        traits.layers();
        traits.lineRules();
        traits.shared();
        traits.subjects.addAll(PersonTraits.of(book.personRules(), names, clause -> true));
        traits.parameters();
        return traits.subjects;
    }

    /** What holds for every scheme: classes, tiers, accounts, accumulators, funds, notices. */
    static List<Subject> standing(PolicyBook book, Names names) {
        StructureTraits traits = new StructureTraits(book, names);
        traits.shared();
        return traits.subjects;
    }

    private void bundles() {
        for (PolicyBundle bundle : book.bundles()) {
            String version = bundle.reference().version();
            String status = bundle.reference().status().name();
            add(
                    "bundle",
                    bundle.id(),
                    Words.of("subject.bundle", bundle.id()),
                    Trait.text(Words.of("trait.version"), version),
                    trait("status", status, Words.of("status." + status)),
                    Trait.text(Words.of("trait.title"), bundle.title()),
                    Trait.text(Words.of("trait.publisher"), bundle.publisher()),
                    Trait.text(Words.of("trait.region"), bundle.region()),
                    Trait.text(Words.of("trait.effective"), bundle.effective().toString()),
                    Trait.text(
                            Words.of("trait.known-since"), bundle.knownSince().toString()));
            bundle.expectations()
                    .forEach(each -> add(
                            "expectation " + bundle.id(),
                            each.title(),
                            Words.of("subject.expectation", bundle.id(), each.title()),
                            Trait.text(Words.of("trait.text"), expectation(each))));
        }
    }

    /** Of which requests the publisher speaks, and what may change of them. */
    private static String expectation(Expectation each) {
        LocalDate from = each.from();
        LocalDate before = each.before();
        List<String> words = new ArrayList<>();
        words.add(Words.days(from == null ? LocalDate.MIN : from, before == null ? null : before.minusDays(1)));
        String scheme = each.scheme();
        if (scheme != null) {
            words.add(Words.of("expectation.scheme", scheme));
        }
        Integer most = each.changesMax();
        if (most != null) {
            words.add(Words.of("expectation.changes", most.toString()));
        }
        Expectation.FundChange funds = each.fundChange();
        if (funds != null) {
            words.add(Words.of(
                    "expectation.funds", funds.min().toString(), funds.max().toString()));
        }
        return String.join(Words.of("join.comma"), words);
    }

    private void schemes() {
        order("subject.schemes", structure.schemes(), Scheme::id, Scheme::title);
        for (Scheme scheme : structure.schemes()) {
            OutOfArea away = scheme.outOfArea();
            String none = Words.of("none");
            add(
                    "scheme",
                    scheme.id(),
                    Words.of("subject.scheme", scheme.title(), scheme.id()),
                    Trait.text(Words.of("trait.title"), scheme.title()),
                    when(scheme.when()),
                    trait(
                            "tier",
                            Boolean.toString(scheme.byPrescriber()),
                            Words.of(scheme.byPrescriber() ? "tier.prescriber" : "tier.own")),
                    away == null
                            ? trait("out-of-area", "", none)
                            : trait(
                                    "out-of-area",
                                    ConditionWords.identity(away.when()) + away.selfpay(),
                                    Words.of(
                                            "out-of-area",
                                            names.conditions().of(away.when()),
                                            names.parameter(away.selfpay()))),
                    trait("layers", ids(scheme).toString(), scheme.layers().isEmpty() ? none : titles(scheme)));
        }
    }

    private static List<String> ids(Scheme scheme) {
        return scheme.layers().stream().map(layer -> layer.label().id()).toList();
    }

    private static String titles(Scheme scheme) {
        return Words.list(
                scheme.layers().stream().map(layer -> layer.label().title()).toList());
    }

    private void layers() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        structure
                .schemes()
                .forEach(scheme -> scheme.layers()
                        .forEach(layer -> layers.putIfAbsent(layer.label().id(), layer)));
        layers.forEach((id, layer) -> {
            List<String> schemes = structure.schemes().stream()
                    .filter(scheme -> ids(scheme).contains(id))
                    .map(Scheme::title)
                    .toList();
            String title = Words.of("subject.layer", layer.label().title(), id, Words.list(schemes));
            subjects.add(new Subject("layer " + id, title, LayerTraits.of(layer, names)));
        });
    }

    private void lineRules() {
        order("subject.line-rules", structure.lineRules(), LineRule::id, LineRule::title);
        add(
                "lines",
                "",
                Words.of("subject.line-rules"),
                trait(
                        "lines-left-open",
                        Boolean.toString(structure.linesLeftOpen()),
                        Words.of(structure.linesLeftOpen() ? "left-open" : "left-open.no")));
        for (LineRule rule : structure.lineRules()) {
            String selfpay = rule.selfpay();
            add(
                    "line",
                    rule.id(),
                    Words.of("subject.line-rule", rule.title(), rule.id()),
                    Trait.text(Words.of("trait.title"), rule.title()),
                    when(rule.when()),
                    selfpay == null
                            ? trait("selfpay", "", Words.of("lines.none"))
                            : trait("selfpay", selfpay, names.parameter(selfpay)),
                    Trait.text(Words.of("trait.source"), rule.source()));
        }
    }

    private void shared() {
        structure.classes().forEach(this::classification);
        Map<String, String> tiers = new TreeMap<>(structure.tiers());
        if (!tiers.isEmpty()) {
            List<String> words = new ArrayList<>();
            tiers.forEach((from, to) ->
                    words.add(Words.of("tier.read-as", Words.code("tier", from), Words.code("tier", to))));
            add("tiers", "", Words.of("subject.tiers"), trait("mapping", tiers.toString(), Words.clauses(words)));
        }
        accounts(structure.accounts());
        structure
                .accumulators()
                .values()
                .forEach(each -> add(
                        "accumulator",
                        each.code(),
                        Words.of("subject.accumulator", each.code()),
                        Trait.text(Words.of("trait.title"), each.title()),
                        trait(
                                "unit",
                                Boolean.toString(each.counts()),
                                Words.of(each.counts() ? "unit.times" : "unit.yuan"))));
        order("subject.funds", List.copyOf(structure.funds().values()), Structure.Fund::type, Structure.Fund::title);
        structure
                .funds()
                .values()
                .forEach(fund -> add(
                        "fund",
                        fund.type(),
                        Words.of("subject.fund", fund.type()),
                        Trait.text(Words.of("trait.title"), fund.title()),
                        trait(
                                "total",
                                fund.total().name(),
                                Words.of("total." + fund.total().name()))));
        structure
                .notices()
                .forEach(rule -> add(
                        "notice",
                        rule.code(),
                        Words.of("subject.notice", rule.code()),
                        when(rule.when()),
                        Trait.text(Words.of("trait.text"), rule.text())));
    }

    private void classification(Classification each) {
        add(
                "class",
                each.name(),
                Words.of("subject.class", each.name()),
                trait(
                        "left-open",
                        Boolean.toString(each.leftOpen()),
                        Words.of(each.leftOpen() ? "left-open" : "left-open.no")));
        order(
                "class " + each.name(),
                Words.of("subject.class", each.name()),
                each.members(),
                Structure.Member::name,
                Structure.Member::title);
        each.members()
                .forEach(member -> add(
                        "member " + each.name(),
                        member.name(),
                        Words.of("subject.member", each.name(), member.name()),
                        Trait.text(Words.of("trait.title"), member.title()),
                        when(member.when())));
    }

    private void accounts(AccountRules accounts) {
        TreeSet<String> relations = new TreeSet<>(accounts.relations());
        List<String> words =
                relations.stream().map(each -> Words.code("relation", each)).toList();
        add(
                "accounts",
                "",
                Words.of("subject.accounts"),
                trait(
                        "own-when",
                        ConditionWords.identity(accounts.ownWhen()),
                        names.conditions().of(accounts.ownWhen())),
                trait("family", relations.toString(), words.isEmpty() ? Words.of("none") : Words.list(words)),
                Trait.text(Words.of("trait.source"), accounts.source()));
    }

    private void parameters() {
        for (Parameter parameter : book.parameters().values()) {
            List<Trait> traits = new ArrayList<>();
            traits.add(Trait.text(Words.of("trait.title"), parameter.title()));
            traits.add(trait("unit", parameter.unit().code(), Words.unit(parameter.unit())));
            bounds(parameter, traits);
            subjects.add(new Subject(
                    "parameter " + parameter.name(),
                    Words.of("subject.parameter", parameter.title(), parameter.name()),
                    traits));
        }
    }

    private void bounds(Parameter parameter, List<Trait> traits) {
        List<String> edges = new ArrayList<>();
        List<String> identities = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (Parameter.Bound bound : parameter.bounds()) {
            String words = ParameterTable.bound(bound);
            identities.add(ConditionWords.identity(bound.when()) + bound.days() + words);
            edges.add(words + names.conditions().bracketed(bound.when(), bound.days()));
            sources.add(bound.source());
        }
        if (!edges.isEmpty()) {
            traits.add(trait("bound", identities.toString(), Words.clauses(edges)));
            traits.add(Trait.text(Words.of("trait.bound-source"), Words.clauses(sources)));
        }
        List<String> gaps = parameter.notGiven().stream()
                .map(gap -> Words.of(
                        "not-given.because",
                        names.conditions().bracketed(gap.when(), gap.days()),
                        gap.reason(),
                        Words.of("bracketed", gap.source())))
                .toList();
        if (!gaps.isEmpty()) {
            traits.add(Trait.text(Words.of("trait.not-given"), Words.clauses(gaps)));
        }
    }

    private <T> void order(String key, List<T> all, Function<T, String> id, Function<T, String> title) {
        order(key, Words.of(key), all, id, title);
    }

    private <T> void order(String key, String name, List<T> all, Function<T, String> id, Function<T, String> title) {
        add(
                "order",
                key,
                name,
                trait(
                        "order",
                        all.stream().map(id).toList().toString(),
                        Words.list(all.stream().map(title).toList())));
    }

    private Trait when(Condition when) {
        return trait("when", ConditionWords.identity(when), names.conditions().of(when));
    }

    private static Trait trait(String name, String identity, String words) {
        return Trait.of(Words.of("trait." + name), identity, words);
    }

    /** A key that stands twice is told apart by how often it stood before. */
    private void add(String kind, String id, String title, Trait... traits) {
        String key = kind + " " + id;
        int before = counts.merge(key, 1, Integer::sum) - 1;
        subjects.add(new Subject(before == 0 ? key : key + " #" + before, title, List.of(traits)));
    }
}
