package org.yibao.emulators;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skipped visibly where there are no pseudo-terminals; where {@code CI} is {@code true} that is a failure. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPseudoTerminals.Condition.class)
@interface NeedsPseudoTerminals {

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return decide(PseudoTerminal.supported(), "true".equals(System.getenv("CI")));
        }

        static ConditionEvaluationResult decide(boolean supported, boolean continuousIntegration) {
            if (supported) {
                return ConditionEvaluationResult.enabled("pseudo-terminals are there");
            }
            if (continuousIntegration) {
                throw new IllegalStateException("no pseudo-terminals, and CI must not skip the device tests");
            }
            return ConditionEvaluationResult.disabled("no pseudo-terminals on this operating system");
        }
    }
}
