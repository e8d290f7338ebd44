package org.yibao.terminal.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.certs.Digest;
import org.yibao.certs.Sm3;
import org.yibao.terminal.machine.Machine;

/** The bytes of a policy bundle, under the name that its defects show. */
public final class BundleFile {
    /** One past the longest the format reads, so that a longer file is refused there. */
    private static final int KEPT_BYTES = 1024 * 1024 + 1;

    private static final String FOLDER = "/policy/";
    private static final String SUFFIX = ".yaml";

    private final String name;
    private final byte[] content;

    private BundleFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    /** @param name such as {@code jinan-in-force.yaml} */
    public static BundleFile of(String name, byte[] content) {
        return new BundleFile(name, content.clone());
    }

    /** Ids of the bundles that come with the product. */
    public static List<String> builtInIds() {
        return PolicyYaml.BUILT_IN.stream()
                .map(resource -> resource.substring(FOLDER.length(), resource.length() - SUFFIX.length()))
                .toList();
    }

    public static List<BundleFile> builtIn() {
        return builtInIds().stream().map(BundleFile::builtIn).toList();
    }

    /**
     * A bundle that comes with the product, by id, or else a file.
     *
     * @throws PolicyException POLICY_UNREADABLE
     */
    public static BundleFile find(String idOrFile) {
        try {
            return builtInIds().contains(idOrFile) ? builtIn(idOrFile) : load(Path.of(idOrFile));
        } catch (InvalidPathException noFile) {
            throw new PolicyException(PolicyFault.POLICY_UNREADABLE, List.of(idOrFile), noFile);
        }
    }

    /** @throws PolicyException POLICY_UNREADABLE */
    public static BundleFile load(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return new BundleFile(String.valueOf(file.getFileName()), stream.readNBytes(KEPT_BYTES));
        } catch (IOException unreadable) {
            throw new PolicyException(
                    PolicyFault.POLICY_UNREADABLE, List.of(file + " " + Machine.reason(unreadable)), unreadable);
        }
    }

    private static BundleFile builtIn(String id) {
        String name = id + SUFFIX;
        try (InputStream bundle = PolicyYaml.class.getResourceAsStream(FOLDER + name)) {
            if (bundle == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new BundleFile(name, bundle.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String name() {
        return name;
    }

    public byte[] content() {
        return content.clone();
    }

    public Digest digest() {
        return Sm3.digest(content);
    }

    /** @throws PolicyException POLICY_INVALID with every defect */
    public PolicyBundle read() {
        try {
            return PolicyYaml.read(name, content.clone(), digest().toString());
        } catch (InvalidPolicyException invalid) {
            throw PolicyException.of(invalid);
        }
    }
}
