package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.Member;
import org.yibao.benefit.policy.Structure.Scheme;

/** Finds what of a structure can never come to pass, and the visits and lines it leaves without an answer. */
final class StructureReview {
    /** Only lines of the catalogue come to the line rules. */
    static final Condition IN_CATALOGUE =
            new Condition(Map.of(Dimension.CHRGITM_LV.code(), new Criterion.AnyOf(Set.of("01", "02"))));

    private final Structure structure;
    private final VisitSpace space;
    private final List<PolicyDefect> defects;

    StructureReview(Structure structure, VisitSpace space, List<PolicyDefect> defects) {
        this.structure = structure;
        this.space = space;
        this.defects = defects;
    }

    void run() {
        checkNames();
        structure.classes().forEach(this::checkClass);
        checkLines();
        structure.schemes().forEach(this::checkScheme);
        structure.notices().forEach(rule -> requireVisit(rule.origin(), "when", rule.when()));
        Structure.AccountRules accounts = structure.accounts();
        if (!accounts.ownWhen().equals(Condition.NEVER)) {
            requireVisit(accounts.origin(), "own_when", accounts.ownWhen());
        }
        checkFunds();
        checkAccumulators();
        checkAccumulatorKinds();
    }

    /** A condition could not tell a class or accumulator from a fact of the same name. */
    private void checkNames() {
        Set<String> taken = new HashSet<>();
        for (Dimension dimension : Dimension.values()) {
            taken.add(dimension.code());
        }
        for (Accumulator each : structure.accumulators().values()) {
            requireNew(taken, each.origin(), each.code());
        }
        for (Classification each : structure.classes()) {
            requireNew(taken, each.origin(), each.name());
        }
    }

    private void requireNew(Set<String> taken, Origin origin, String name) {
        if (!taken.add(name)) {
            Defects.add(defects, origin, "name-taken", name);
        }
    }

    private void checkClass(Classification each) {
        List<Condition> members = each.members().stream().map(Member::when).toList();
        Set<Condition> decisive = new LinkedHashSet<>();
        String open = firstOpen(List.of(), members, decisive);
        for (Member member : each.members()) {
            if (!decisive.contains(member.when())) {
                Defects.add(defects, member.origin(), "never-first", member.name());
            }
        }
        if (open != null && !each.leftOpen()) {
            Defects.add(defects, each.origin(), "class-not-exhaustive", each.name(), open);
        }
    }

    private void checkLines() {
        List<Condition> rules =
                structure.lineRules().stream().map(LineRule::when).toList();
        Set<Condition> decisive = new LinkedHashSet<>();
        String open = firstOpen(List.of(IN_CATALOGUE), rules, decisive);
        for (LineRule rule : structure.lineRules()) {
            if (!decisive.contains(rule.when())) {
                Defects.add(defects, rule.origin(), "never-first", rule.id());
            }
        }
        if (open != null && !structure.linesLeftOpen()) {
            Origin origin = structure.accounts().origin();
            Defects.add(
                    defects,
                    new Origin(origin.file(), linesAt(origin), "structure.lines"),
                    "lines-not-exhaustive",
                    open);
        }
    }

    private int linesAt(Origin otherwise) {
        return structure.lineRules().isEmpty()
                ? otherwise.line()
                : structure.lineRules().get(0).origin().line();
    }

    /**
     * The words of the first sample that meets none of the conditions.
     *
     * @param decisive gets the conditions that some sample meets before it meets an earlier one
     */
    private @Nullable String firstOpen(List<Condition> within, List<Condition> inOrder, Set<Condition> decisive) {
        Set<String> asked = new LinkedHashSet<>();
        inOrder.forEach(each -> asked.addAll(each.dimensions()));
        List<String> open = new ArrayList<>();
        space.any(within, inOrder, sample -> {
            Condition first = inOrder.stream()
                    .filter(each -> each.holds(sample))
                    .findFirst()
                    .orElse(null);
            if (first != null) {
                decisive.add(first);
            } else if (open.isEmpty()) {
                open.add(sample.words(asked));
            }
            return false;
        });
        return open.isEmpty() ? null : open.get(0);
    }

    private void checkScheme(Scheme scheme) {
        if (!space.hasVisit(scheme.when())) {
            Defects.add(defects, scheme.origin(), "condition-never", "when");
            return;
        }
        if (scheme.outOfArea() != null
                && !space.hasVisit(scheme.when(), scheme.outOfArea().when())) {
            Defects.add(defects, scheme.origin(), "condition-never", "out_of_area.when");
        }
        new LayerReview(scheme, space, defects).run();
        for (Layer layer : scheme.layers()) {
            Layer.Label label = layer.label();
            if (!space.hasVisit(scheme.when(), label.when())) {
                Defects.add(defects, label.origin(), "layer-never", scheme.id());
            } else if (layer instanceof Layer.Increment increment
                    && !space.hasVisit(scheme.when(), label.when(), increment.firstSelfpayOf())) {
                Defects.add(defects, label.origin(), "condition-never", "first_selfpay_of");
            }
        }
    }

    private void requireVisit(Origin origin, String key, Condition condition) {
        if (!space.hasVisit(condition)) {
            Defects.add(defects, origin, "condition-never", key);
        }
    }

    private void checkFunds() {
        Set<String> paying = new HashSet<>();
        structure.layers().forEach(layer -> paying.add(String.valueOf(layer.fund())));
        for (Structure.Fund fund : structure.funds().values()) {
            if (!paying.contains(fund.type())) {
                Defects.add(defects, fund.origin(), "fund-unpaid", fund.type());
            }
        }
    }

    /** What layers add to an accumulator: one kind only, or its sum means nothing. */
    private void checkAccumulatorKinds() {
        Map<String, String> kinds = new HashMap<>();
        for (Layer layer : structure.layers()) {
            addedKinds(layer).forEach((code, kind) -> {
                String other = kinds.putIfAbsent(code, kind);
                if (other != null && !other.equals(kind)) {
                    Defects.add(
                            defects,
                            layer.label().origin(),
                            "accumulator-mixed",
                            code,
                            Texts.of(other),
                            Texts.of(kind));
                }
            });
        }
    }

    private static Map<String, String> addedKinds(Layer layer) {
        Map<String, String> kinds = new HashMap<>();
        layer.accumulators().forEach(code -> kinds.put(code, "adds.payments"));
        if (layer instanceof Layer.Increment increment) {
            kinds.put(increment.accumulator(), "adds.burden");
        } else if (layer instanceof Layer.Share share) {
            share.deductible().accumulators().forEach(code -> kinds.put(code, "adds.deductible"));
        } else if (layer instanceof Layer.Count) {
            kinds.clear();
        }
        return kinds;
    }

    private void checkAccumulators() {
        for (Layer layer : structure.layers()) {
            Set<String> written = new HashSet<>();
            for (String code : layer.accumulators()) {
                if (!written.add(code)) {
                    Defects.add(defects, layer.label().origin(), "accumulator-twice", code);
                }
                Accumulator accumulator = structure.accumulators().get(code);
                if (accumulator != null && accumulator.counts() != layer instanceof Layer.Count) {
                    Defects.add(
                            defects,
                            layer.label().origin(),
                            accumulator.counts() ? "accumulator-counts" : "accumulator-holds-yuan",
                            code);
                }
            }
        }
    }
}
