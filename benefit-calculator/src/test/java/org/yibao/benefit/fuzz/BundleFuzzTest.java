package org.yibao.benefit.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;

/** Any bytes as a bundle file: read and combined, or refused with defects; nothing else. */
final class BundleFuzzTest {
    private static final List<PolicyBundle> BUILT_IN = BuiltIn.bundles();

    @FuzzTest
    void anyBytesAreABundleOrHaveDefects(byte[] bytes) {
        long begun = FuzzTime.now();
        try {
            PolicyBundle bundle = PolicyYaml.read("fuzzed.yaml", bytes, BuiltIn.DIGEST);
            List<PolicyBundle> together = new ArrayList<>(BUILT_IN);
            together.add(bundle);
            PolicyLibrary.of(together).book(List.of("jinan-in-force", bundle.id()));
            PolicyLibrary.of(List.of(bundle)).book(List.of(bundle.id()));
        } catch (InvalidPolicyException refused) {
            assertFalse(refused.defects().isEmpty());
        }
        FuzzTime.assertShort(begun);
    }
}
