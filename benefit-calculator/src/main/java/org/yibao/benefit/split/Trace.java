package org.yibao.benefit.split;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Texts;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.TraceStep.UsedParameter;

/** The steps of one calculation, kept only when they were asked for. */
final class Trace {
    private final boolean kept;
    private final ParameterDesk desk;
    private final List<TraceStep> steps = new ArrayList<>();

    Trace(BenefitCalculator.Explanation explanation, ParameterDesk desk) {
        this.kept = explanation == BenefitCalculator.Explanation.TRACE;
        this.desk = desk;
    }

    boolean isKept() {
        return kept;
    }

    /** Adds a step that was rounded half up, with the parameters used since the step before it. */
    void addRounded(String layer, Map<String, String> inputs, Amount amount, String text) {
        add(layer, inputs, amount, Texts.of("rounding.half-up"), text);
    }

    /** Adds a step that needed no rounding. */
    void addExact(String layer, Map<String, String> inputs, Amount amount, String text) {
        add(layer, inputs, amount, "", text);
    }

    private void add(String layer, Map<String, String> inputs, Amount amount, String rounding, String text) {
        List<UsedParameter> used = desk.takeUsed();
        if (kept) {
            steps.add(new TraceStep(layer, inputs, used, amount, rounding, text));
        }
    }

    List<TraceStep> steps() {
        return steps;
    }
}
