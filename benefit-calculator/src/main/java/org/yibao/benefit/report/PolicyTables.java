package org.yibao.benefit.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.policy.Structure.Scheme;

/** The tables of a combination of bundles as a person would print them. */
public final class PolicyTables {
    private final PolicyBook book;
    private final Structure structure;
    private final Map<String, Parameter> parameters;
    private final Names names;
    private final Optional<LocalDate> day;
    private final Laws laws = new Laws();
    private final Page.Writer page;
    private final ParameterTable tables;
    private final Set<String> written = new HashSet<>();

    private PolicyTables(PolicyBook book, Optional<LocalDate> day) {
        this.book = book;
        this.structure = book.structure();
        this.parameters = book.parameters();
        this.names = new Names(book);
        this.day = day;
        this.page = new Page.Writer(
                day.map(each -> Words.of("tables.title-on", each.toString())).orElse(Words.of("tables.title")));
        this.tables = new ParameterTable(page, laws, structure, day.orElse(null));
    }

    /**
     * @param day of which the values and rules are shown; empty for all of them with their days
     * @param scheme the id of the one scheme to show; empty for all, and for what holds apart from any visit
     * @throws IllegalArgumentException when there is no such scheme
     */
    public static Page of(PolicyBook book, Optional<LocalDate> day, Optional<String> scheme) {
        List<Scheme> chosen = book.structure().schemes().stream()
                .filter(each -> scheme.isEmpty() || scheme.get().equals(each.id()))
                .toList();
        if (chosen.isEmpty() && scheme.isPresent()) {
            throw new IllegalArgumentException("no such scheme");
        }
        PolicyTables tables = new PolicyTables(book, day);
        tables.visits(chosen);
        if (scheme.isEmpty()) {
            tables.persons();
        }
        tables.laws.write(tables.page);
        return tables.page.page();
    }

    private void visits(List<Scheme> schemes) {
        bundles();
        schemes.forEach(this::scheme);
        lines();
        standing();
    }

    private void bundles() {
        page.section(Words.of("section.bundles"));
        for (PolicyBundle bundle : book.bundles()) {
            page.item(Words.of(
                    "bundle.line",
                    Words.bundle(bundle.reference()),
                    bundle.title(),
                    bundle.effective().toString(),
                    bundle.publisher()));
            page.item(" ", bundle.reference().digest());
        }
    }

    private void scheme(Scheme scheme) {
        page.section(Words.of("titled", scheme.title(), scheme.id()));
        page.paragraph(Words.of("scheme.when", names.conditions().of(scheme.when())));
        if (scheme.byPrescriber()) {
            page.paragraph(Words.of("scheme.prescriber"));
        }
        OutOfArea away = scheme.outOfArea();
        if (away != null) {
            page.paragraph(Words.of(
                    "scheme.out-of-area", names.conditions().of(away.when()), names.parameter(away.selfpay())));
            table(away.selfpay());
        }
        if (scheme.layers().isEmpty()) {
            page.paragraph(Words.of("scheme.no-layers"));
        }
        for (int index = 0; index < scheme.layers().size(); index++) {
            layer(index + 1, scheme.layers().get(index));
        }
    }

    private void layer(int number, Layer layer) {
        page.part(Words.of(
                "layer",
                Integer.toString(number),
                layer.label().title(),
                layer.label().id()));
        LayerTraits.of(layer, names).stream()
                .filter(trait -> !trait.textOnly())
                .forEach(trait -> page.item(Words.of("trait", trait.name(), trait.words())));
        Names.parameters(layer).forEach(this::table);
    }

    /** A parameter's values where it is first read; afterwards where they stand. */
    private void table(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            page.item(Words.of("table.not-given", Words.of("quoted", name)));
        } else if (written.add(name)) {
            tables.write(parameter);
        } else {
            page.item(Words.of("table.above", parameter.title(), name));
        }
    }

    private void lines() {
        page.section(Words.of("section.lines"));
        page.paragraph(Words.of("lines.order"));
        List<List<String>> rows = new ArrayList<>();
        for (LineRule rule : structure.lineRules()) {
            String selfpay = rule.selfpay();
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    Words.of("titled", rule.title(), rule.id()) + laws.mark(rule.source()),
                    names.conditions().of(rule.when()),
                    selfpay == null ? Words.of("lines.none") : names.parameter(selfpay)));
        }
        if (!rows.isEmpty()) {
            List<String> header = List.of(
                    Words.of("table.order"),
                    Words.of("trait.title"),
                    Words.of("trait.when"),
                    Words.of("lines.selfpay"));
            page.table(Words.of("lines.caption"), header, rows);
        }
        Names.lineParameters(structure).forEach(this::table);
    }

    private void standing() {
        page.section(Words.of("section.standing"));
        subjects(StructureTraits.standing(book, names));
    }

    private void persons() {
        List<Subject> rules =
                PersonTraits.of(book.personRules(), names, clause -> day.isEmpty() || clause.covers(day.get()));
        if (!rules.isEmpty()) {
            page.section(Words.of("section.persons"));
            subjects(rules);
            PersonTraits.parameters(book.personRules()).forEach(this::table);
        }
    }

    private void subjects(List<Subject> subjects) {
        for (Subject subject : subjects) {
            List<String> traits = subject.traits().stream()
                    .map(trait -> Words.of("trait", trait.name(), trait.words()))
                    .toList();
            page.item(Words.of("standing", subject.title(), Words.clauses(traits)));
        }
    }
}
