package org.yibao.benefit.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.format.PolicyFile;
import org.yibao.benefit.format.PolicyValidation;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;

/** Any bytes judged whole as a bundle file, its scenarios run: a report, every defect with its place; nothing else. */
final class ValidationFuzzTest {
    private static final List<PolicyBundle> BUILT_IN = BuiltIn.bundles();

    @FuzzTest
    void anyBytesAreJudged(byte[] bytes) {
        long begun = FuzzTime.now();
        PolicyFile file = PolicyFile.of("fuzzed.yaml", bytes, BuiltIn.DIGEST);
        for (PolicyDefect defect : PolicyValidation.of(List.of(file), BUILT_IN).defects()) {
            assertFalse(defect.sentence().isEmpty());
        }
        FuzzTime.assertShort(begun);
    }
}
