package org.yibao.benefit.certificate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Criterion;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.LayerStep;
import org.yibao.benefit.split.LineStep;

/** The part of a policy book that one calculation went by, and what that part asks of the visit. */
final class RuleExcerpt {
    private final Derivation derivation;
    private final Map<String, Found> parameters = new LinkedHashMap<>();
    private final Map<String, LayerStep> applied = new HashMap<>();
    private final List<LineRule> lineRules;
    private final List<Classification> classes = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, Set<String>> named = new HashMap<>();

    RuleExcerpt(Derivation derivation) {
        this.derivation = derivation;
        derivation.lines().forEach(step -> use(step.parameters()));
        for (LayerStep step : derivation.layers()) {
            use(step.parameters());
            applied.put(step.layer().label().id(), step);
        }
        lineRules = lineRulesUpToTheLastUsed();
        askVisit();
        askClasses();
    }

    private void use(List<Found> found) {
        found.forEach(each -> parameters.putIfAbsent(each.parameter().name(), each));
    }

    private List<LineRule> lineRulesUpToTheLastUsed() {
        List<LineRule> all = derivation.book().structure().lineRules();
        int last = -1;
        for (LineStep step : derivation.lines()) {
            last = step.rule() == null ? last : Math.max(last, all.indexOf(step.rule()));
        }
        return all.subList(0, last + 1);
    }

    private void askVisit() {
        ask(derivation.scheme().when());
        OutOfArea outOfArea = derivation.scheme().outOfArea();
        if (outOfArea != null) {
            ask(outOfArea.when());
        }
        lineRules.forEach(rule -> ask(rule.when()));
        for (Layer layer : derivation.scheme().layers()) {
            ask(layer.label().when());
            if (isApplied(layer) && layer instanceof Layer.Increment increment) {
                ask(increment.firstSelfpayOf());
            }
        }
        parameters.values().forEach(found -> ask(condition(found)));
        ask(derivation.book().structure().accounts().ownWhen());
    }

    /** A class may ask for a class decided before it, so the last is looked at first. */
    private void askClasses() {
        List<Classification> all = derivation.book().structure().classes();
        for (int index = all.size() - 1; index >= 0; index--) {
            Classification each = all.get(index);
            if (asked.contains(each.name())) {
                each.members().forEach(member -> ask(member.when()));
                classes.add(0, each);
            }
        }
    }

    private void ask(Condition condition) {
        condition.tests().forEach((dimension, test) -> {
            asked.add(dimension);
            if (test instanceof Criterion.AnyOf any) {
                named.computeIfAbsent(dimension, absent -> new HashSet<>()).addAll(any.values());
            }
        });
    }

    /** In the order of their first use. */
    List<Found> parameters() {
        return List.copyOf(parameters.values());
    }

    /** For which visits a used value holds. */
    static Condition condition(Found found) {
        for (ParameterRow row : found.parameter().rows()) {
            if (row.values().contains(found.dated())) {
                return row.when();
            }
        }
        throw new IllegalStateException(
                "value stands in no row of " + found.parameter().name());
    }

    boolean isApplied(Layer layer) {
        return applied.containsKey(layer.label().id());
    }

    List<LineRule> lineRules() {
        return lineRules;
    }

    /** Those that some rule asks for, in the order in which they are decided. */
    List<Classification> classes() {
        return classes;
    }

    /** The dimensions of the visit that some rule asks for, by name: no classes and no accumulators. */
    List<String> facts() {
        return asked.stream().filter(this::isFact).toList();
    }

    private boolean isFact(String name) {
        return !derivation.book().structure().accumulators().containsKey(name)
                && classes.stream().noneMatch(each -> each.name().equals(name))
                && !Dimension.parse(name).map(Dimension::isOfLine).orElse(false);
    }

    /** The visit's accumulators: read, written, or asked for by some rule. */
    Set<String> accumulators() {
        Set<String> codes = new TreeSet<>(derivation.quote().cumAfter().values().keySet());
        asked.stream()
                .filter(derivation.book().structure().accumulators()::containsKey)
                .forEach(codes::add);
        return codes;
    }

    /** Of several values or a free text only what a rule names may be told; it may say whom a certificate is about. */
    @Nullable
    Set<String> tellable(String dimension) {
        boolean open = Dimension.parse(dimension)
                .map(known -> known.kind() == Dimension.Kind.SEVERAL || known.kind() == Dimension.Kind.FREE)
                .orElse(false);
        return open ? named.getOrDefault(dimension, Set.of()) : null;
    }
}
