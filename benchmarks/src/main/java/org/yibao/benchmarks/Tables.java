package org.yibao.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.certs.Sm3;

/** The three built-in bundles, as the terminal loads them, and more that hold for other days only. */
final class Tables {
    private Tables() {}

    /** Reads the built-in bundles, with their digests, and combines them all. */
    static PolicyBook load() {
        return load(Tables::digest);
    }

    /** The same with other digests. */
    static PolicyBook load(Function<byte[], String> digest) {
        return book(builtIn(digest));
    }

    /** The built-in bundles and others, each of which gives one more day's ratio of every tier. */
    static PolicyBook with(int others) {
        List<PolicyBundle> bundles = builtIn(Tables::digest);
        for (int other = 0; other < others; other++) {
            byte[] text = other(other).getBytes(StandardCharsets.UTF_8);
            bundles.add(PolicyYaml.read("other.yaml", text, digest(text)));
        }
        return book(bundles);
    }

    private static PolicyBook book(List<PolicyBundle> bundles) {
        List<String> ids = bundles.stream().map(PolicyBundle::id).toList();
        return ((PolicyLibrary.Combined) PolicyLibrary.of(bundles).book(ids)).book();
    }

    private static List<PolicyBundle> builtIn(Function<byte[], String> digest) {
        List<PolicyBundle> bundles = new ArrayList<>();
        for (String resource : PolicyYaml.BUILT_IN) {
            byte[] text = bytes(resource);
            bundles.add(PolicyYaml.read(resource, text, digest.apply(text)));
        }
        return bundles;
    }

    private static String other(int index) {
        String day = "2025-0" + (1 + index / 28) + "-" + (index % 28 < 9 ? "0" : "") + (1 + index % 28);
        StringBuilder text = new StringBuilder(
                "bundle: {id: other-" + index + ", version: \"1\", title: 试行, status: DEMO,"
                        + " region: \"370100\", publisher: benchmarks, effective: 2025-01-01, known_since: 2024-12-01,"
                        + " extends: jinan-in-force}\nparameters:\n  emp-opt-ratio:\n    title: 比例\n    unit: ratio\n    rows:\n");
        return text.append("      - when: {tier: [\"3\"], worker: [IN_SERVICE]}\n        values: [{from: " + day
                        + ", until: " + day + ", value: 51%, source: 试行, overrides: 试行}]\n")
                .toString();
    }

    private static byte[] bytes(String resource) {
        try (InputStream stream = PolicyYaml.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String digest(byte[] text) {
        return Sm3.digest(text).toString();
    }
}
