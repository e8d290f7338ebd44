package org.yibao.benefit.policy;

import java.util.List;

/**
 * The values of a parameter for the visits that meet a condition.
 *
 * @param values in the order of their days, without gap or overlap within one bundle
 */
public record ParameterRow(Origin origin, Condition when, List<DatedValue> values) {
    public ParameterRow {
        values = List.copyOf(values);
    }
}
