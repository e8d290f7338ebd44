package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;

/**
 * What differs between two combinations of bundles, in words: structure, values with their days, and apart from them
 * what only a reader sees.
 */
public final class PolicyChanges {
    private final PolicyBook before;
    private final PolicyBook after;
    private final List<String> structure = new ArrayList<>();
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> texts = new ArrayList<>();

    private PolicyChanges(PolicyBook before, PolicyBook after) {
        this.before = before;
        this.after = after;
    }

    /** The same books give the same page; two books that say the same give one that says so. */
    public static Page between(PolicyBook before, PolicyBook after) {
        PolicyChanges changes = new PolicyChanges(before, after);
        changes.compareStructure();
        changes.compareValues();
        changes.compareScenarios();
        changes.compareBytes();
        return changes.page();
    }

    private void compareStructure() {
        Map<String, Subject> old = byKey(before);
        Map<String, Subject> next = byKey(after);
        for (Subject subject : next.values()) {
            Subject was = old.get(subject.key());
            if (was == null) {
                section(subject).add(Words.of("change.added", subject.title(), traits(subject)));
            } else {
                compare(was, subject);
            }
        }
        old.values().stream()
                .filter(subject -> !next.containsKey(subject.key()))
                .forEach(subject -> section(subject).add(Words.of("change.removed", subject.title())));
    }

    private List<String> section(Subject subject) {
        return subject.traits().stream().allMatch(Trait::textOnly) ? texts : structure;
    }

    private static Map<String, Subject> byKey(PolicyBook book) {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        StructureTraits.all(book, new Names(book)).forEach(subject -> subjects.put(subject.key(), subject));
        return subjects;
    }

    private static String traits(Subject subject) {
        return Words.clauses(subject.traits().stream()
                .map(trait -> Words.of("trait", trait.name(), trait.words()))
                .toList());
    }

    private void compare(Subject was, Subject now) {
        Map<String, Trait> old = byName(was);
        Map<String, Trait> next = byName(now);
        next.forEach((name, trait) -> compare(now, name, old.get(name), trait));
        old.forEach((name, trait) -> {
            if (!next.containsKey(name)) {
                changed(now, trait.textOnly(), name, trait.words(), Words.of("none"));
            }
        });
    }

    private static Map<String, Trait> byName(Subject subject) {
        Map<String, Trait> traits = new LinkedHashMap<>();
        subject.traits().forEach(trait -> traits.put(trait.name(), trait));
        return traits;
    }

    private void compare(Subject subject, String name, @Nullable Trait was, Trait now) {
        if (was == null) {
            changed(subject, now.textOnly(), name, Words.of("none"), now.words());
        } else if (!was.identity().equals(now.identity())) {
            changed(subject, now.textOnly(), name, was.words(), now.words());
        }
    }

    private void changed(Subject subject, boolean textOnly, String name, String was, String now) {
        (textOnly ? texts : structure).add(Words.of("change.trait", subject.title(), name, was, now));
    }

    private void compareValues() {
        Map<String, Parameter> old = before.parameters();
        Map<String, Parameter> next = after.parameters();
        TreeMap<String, Parameter> named = new TreeMap<>(old);
        named.putAll(next);
        named.forEach((name, parameter) -> {
            ValueChanges changes = ValueChanges.between(old.get(name), next.get(name), after.structure());
            String title = Words.of("change.parameter", parameter.title(), name, readers(name));
            if (!changes.values().isEmpty()) {
                values.put(title, changes.values());
            }
            changes.texts().forEach(change -> texts.add(Words.of("trait", title, change)));
        });
    }

    /** Whom it concerns: the schemes that read the parameter in either book. */
    private String readers(String name) {
        Map<String, String> readers = new LinkedHashMap<>();
        for (PolicyBook book : List.of(after, before)) {
            if (Names.lineParameters(book.structure()).contains(name)) {
                readers.put("", Words.of("readers.lines"));
            }
            book.structure().schemes().stream()
                    .filter(scheme -> Names.parameters(scheme).contains(name))
                    .forEach(scheme -> readers.putIfAbsent(scheme.id(), scheme.title()));
            if (PersonTraits.parameters(book.personRules()).contains(name)) {
                readers.put(" ", Words.of("section.persons"));
            }
        }
        return readers.isEmpty() ? Words.of("none") : Words.list(List.copyOf(readers.values()));
    }

    /** Of a bundle that stands in both, which scenarios it gained, lost or says otherwise. */
    private void compareScenarios() {
        for (PolicyBundle now : after.bundles()) {
            before.bundles().stream()
                    .filter(was -> was.id().equals(now.id()))
                    .forEach(was -> compareScenarios(now.id(), was.scenarios(), now.scenarios()));
        }
    }

    private void compareScenarios(String bundle, Map<String, ?> was, Map<String, ?> now) {
        scenarios("added", bundle, now.keySet().stream().filter(name -> !was.containsKey(name)));
        scenarios("removed", bundle, was.keySet().stream().filter(name -> !now.containsKey(name)));
        scenarios(
                "changed",
                bundle,
                now.keySet().stream()
                        .filter(name -> was.containsKey(name) && !Objects.equals(was.get(name), now.get(name))));
    }

    private void scenarios(String how, String bundle, Stream<String> names) {
        List<String> told = names.toList();
        if (!told.isEmpty()) {
            texts.add(Words.of("change.scenarios-" + how, bundle, Words.list(told)));
        }
    }

    /** A bundle of the same version and other bytes is said, whatever they say. */
    private void compareBytes() {
        for (PolicyBundle now : after.bundles()) {
            before.bundles().stream()
                    .map(PolicyBundle::reference)
                    .filter(was -> was.id().equals(now.id()) && differsOnlyInBytes(was, now.reference()))
                    .forEach(was -> texts.add(
                            Words.of("change.bytes", now.id(), now.reference().version())));
        }
    }

    private static boolean differsOnlyInBytes(PolicyReference was, PolicyReference now) {
        return was.version().equals(now.version()) && !was.digest().equals(now.digest());
    }

    private Page page() {
        Page.Writer page = new Page.Writer(Words.of("changes.title"));
        page.item(Words.of("changes.before"), bundles(before));
        page.item(Words.of("changes.after"), bundles(after));
        if (structure.isEmpty() && values.isEmpty()) {
            page.paragraph(Words.of(texts.isEmpty() ? "changes.none" : "changes.none-but-text"));
        }
        write(page, "section.structure", structure);
        if (!values.isEmpty()) {
            page.section(Words.of("section.values"));
            values.forEach((title, changes) -> {
                page.part(title);
                changes.forEach(page::item);
            });
        }
        write(page, "section.texts", texts);
        return page.page();
    }

    private static String bundles(PolicyBook book) {
        return Words.list(book.references().stream().map(Words::bundle).toList());
    }

    private static void write(Page.Writer page, String section, List<String> changes) {
        if (!changes.isEmpty()) {
            page.section(Words.of(section));
            changes.forEach(page::item);
        }
    }
}
