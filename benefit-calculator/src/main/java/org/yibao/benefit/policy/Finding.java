package org.yibao.benefit.policy;

/** What a search for a parameter's value on a day brings. */
public sealed interface Finding {
    record Found(Parameter parameter, DatedValue dated) implements Finding {
        public Value value() {
            return dated.value();
        }
    }

    /** No active bundle holds a value for such a visit. */
    record Missing(String name, String title) implements Finding {}

    /** Values for such a visit exist, but none on that day: it lies before the first or after the last. */
    record NotInForce(String name, String title) implements Finding {}
}
