package org.yibao.certs;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Runs a test only where a program is on the search path. Elsewhere it is reported as skipped, with the
 * program's name; where {@code CI=true} it runs and fails, so that a missing program is not overlooked.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresProgram.Condition.class)
@interface RequiresProgram {
    String value();

    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Optional<RequiresProgram> wanted =
                    AnnotationSupport.findAnnotation(context.getElement(), RequiresProgram.class);
            return wanted.map(RequiresProgram::value)
                    .map(program -> judge(program, isPresent(program), "true".equals(System.getenv("CI"))))
                    .orElse(ConditionEvaluationResult.enabled("no program required"));
        }

        /** The rule itself, apart from the machine it runs on. */
        static ConditionEvaluationResult judge(String program, boolean present, boolean continuousIntegration) {
            if (present) {
                return ConditionEvaluationResult.enabled(program + " is there");
            }
            if (continuousIntegration) {
                return ConditionEvaluationResult.enabled(program + " is missing, and CI=true: the test runs and fails");
            }
            return ConditionEvaluationResult.disabled("SKIPPED: the program " + program + " is not on the search path");
        }

        private static boolean isPresent(String program) {
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(path)
                    .filter(folder -> !folder.isEmpty())
                    .flatMap(folder -> Stream.of(Path.of(folder, program), Path.of(folder, program + ".exe")))
                    .anyMatch(Files::isExecutable);
        }
    }
}
