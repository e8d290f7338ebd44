package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.ParameterUse;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.Accumulator;
import org.yibao.benefit.policy.Structure.Fund;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Structure.OutOfArea;
import org.yibao.benefit.policy.Structure.Scheme;

/** The titles a book gives its parts, and who reads which parameter. */
final class Names {
    private final Structure structure;
    private final Map<String, Parameter> parameters;
    private final ConditionWords conditions;

    Names(PolicyBook book) {
        this.structure = book.structure();
        this.parameters = book.parameters();
        this.conditions = new ConditionWords(structure);
    }

    ConditionWords conditions() {
        return conditions;
    }

    String parameter(String name) {
        Parameter parameter = parameters.get(name);
        return Words.of("quoted", parameter == null ? name : parameter.title());
    }

    String accumulator(String code) {
        Accumulator accumulator = structure.accumulators().get(code);
        return Words.of("quoted", accumulator == null ? code : accumulator.title());
    }

    String fund(String type) {
        Fund fund = structure.funds().get(type);
        return fund == null ? type : fund.title();
    }

    /** The parameters a scheme's own rules and layers read, in order. */
    static List<String> parameters(Scheme scheme) {
        Set<String> names = new LinkedHashSet<>();
        OutOfArea outOfArea = scheme.outOfArea();
        if (outOfArea != null) {
            names.add(outOfArea.selfpay());
        }
        scheme.layers().forEach(layer -> names.addAll(parameters(layer)));
        return List.copyOf(names);
    }

    static List<String> parameters(Layer layer) {
        return layer.parameters().stream().map(ParameterUse::name).distinct().toList();
    }

    /** The parameters that the rules for bill lines read. */
    static List<String> lineParameters(Structure structure) {
        List<String> names = new ArrayList<>();
        for (LineRule rule : structure.lineRules()) {
            String selfpay = rule.selfpay();
            if (selfpay != null && !names.contains(selfpay)) {
                names.add(selfpay);
            }
        }
        return names;
    }
}
