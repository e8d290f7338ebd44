package org.yibao.benefit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;

/** The bundles that come with the product, for tests; their digest is made up. */
public final class BuiltIn {
    public static final String DIGEST = "sm3:" + "0".repeat(64);
    public static final List<String> ALL = List.of("jinan-in-force", "shandong-employee-draft-2024", "demo-supplement");

    private BuiltIn() {}

    public static PolicyLibrary library() {
        return PolicyLibrary.of(bundles());
    }

    public static List<PolicyBundle> bundles() {
        return PolicyYaml.BUILT_IN.stream().map(BuiltIn::bundle).toList();
    }

    public static PolicyBook book(List<String> ids) {
        return ((PolicyLibrary.Combined) library().book(ids)).book();
    }

    public static PolicyBundle bundle(String resource) {
        return PolicyYaml.read(resource, bytes(resource), DIGEST);
    }

    public static byte[] bytes(String resource) {
        try (InputStream stream = BuiltIn.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException(resource);
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
