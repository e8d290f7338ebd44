package org.yibao.benefit;

import java.util.List;
import java.util.Map;

/**
 * One step of the calculation.
 *
 * @param layer the layer's id in its bundle
 * @param inputs amounts and facts the step read, by name, in order
 * @param parameters the dated parameters it used
 * @param rounding how {@code amount} was rounded; empty when it was not
 * @param text the step as a sentence in Chinese
 */
public record TraceStep(
        String layer,
        Map<String, String> inputs,
        List<UsedParameter> parameters,
        Amount amount,
        String rounding,
        String text) {

    public TraceStep {
        inputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(inputs));
        parameters = List.copyOf(parameters);
    }

    /** @param from the day the value took effect, yyyy-MM-dd */
    public record UsedParameter(String name, String value, String from, String source, String bundle) {}
}
