package org.yibao.benefit.policy;

import java.time.LocalDate;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;
import org.yibao.benefit.TraceStep.UsedParameter;

/** What a search for a parameter's value on a day brings. */
public sealed interface Finding {
    record Found(Parameter parameter, DatedValue dated) implements Finding {
        public Value value() {
            return dated.value();
        }

        /** @throws ClassCastException when its unit is not ratio; a bundle is read only where units fit */
        public Rate rate() {
            return ((Value.Ratio) value()).rate();
        }

        /** @throws ClassCastException when its unit is not yuan */
        public Amount amount() {
            return ((Value.Money) value()).amount();
        }

        /** The value with its days and its law, for a trace. */
        public UsedParameter used() {
            return new UsedParameter(
                    parameter.title() + " " + parameter.name(),
                    value().toString(),
                    dated.from().toString(),
                    dated.source(),
                    dated.bundle().id());
        }
    }

    /** No active bundle holds a value for such a visit. */
    record Missing(String name, String title) implements Finding {
        public Refusal refusal() {
            return new Refusal(
                    Refusal.Code.POLICY_PARAMETER_MISSING, Texts.of("refusal.parameter-missing", title, name), name);
        }
    }

    /** Values for such a visit exist, but none on that day: it lies before the first or after the last. */
    record NotInForce(String name, String title) implements Finding {
        public Refusal refusal(LocalDate day) {
            return new Refusal(
                    Refusal.Code.POLICY_NOT_IN_FORCE,
                    Texts.of("refusal.not-in-force", title, name, day.toString()),
                    name);
        }
    }
}
