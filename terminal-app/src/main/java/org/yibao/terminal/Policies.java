package org.yibao.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.certs.Sm3;
import org.yibao.settlement.FaultCode;

/** The policy bundles at hand: those that come with the product, and files beside them. */
public final class Policies {
    /** The one that counts when nobody names another. */
    public static final List<String> USUAL = List.of("jinan-in-force");

    private static final int FILE_MAX_BYTES = 4 * 1024 * 1024;

    private Policies() {}

    /** @throws StartException with every defect when a bundle cannot be used */
    public static PolicyLibrary library(List<Path> files) {
        try {
            List<PolicyBundle> bundles = new ArrayList<>();
            for (String resource : PolicyYaml.BUILT_IN) {
                bundles.add(bundle(resource, builtIn(resource)));
            }
            for (Path file : files) {
                bundles.add(bundle(String.valueOf(file.getFileName()), content(file)));
            }
            return PolicyLibrary.of(bundles);
        } catch (InvalidPolicyException invalid) {
            throw unusable(invalid);
        }
    }

    /** @throws StartException when an id is unknown or the bundles contradict each other */
    public static PolicyBook book(PolicyLibrary library, List<String> ids) {
        try {
            PolicyLibrary.Selection selection = library.book(ids);
            if (selection instanceof PolicyLibrary.Combined combined) {
                return combined.book();
            }
            PolicyLibrary.Unknown unknown = (PolicyLibrary.Unknown) selection;
            throw new StartException(
                    FaultCode.POLICY_INVALID, List.of(unknown.refusal().message()));
        } catch (InvalidPolicyException invalid) {
            throw unusable(invalid);
        }
    }

    private static StartException unusable(InvalidPolicyException invalid) {
        return new StartException(
                FaultCode.POLICY_INVALID,
                invalid.defects().stream().map(PolicyDefect::toString).toList());
    }

    private static PolicyBundle bundle(String name, byte[] text) {
        return PolicyYaml.read(name, text, Sm3.digest(text).toString());
    }

    private static byte[] builtIn(String resource) {
        try (InputStream bundle = PolicyYaml.class.getResourceAsStream(resource)) {
            if (bundle == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return bundle.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] content(Path file) {
        try (InputStream bundle = Files.newInputStream(file)) {
            return bundle.readNBytes(FILE_MAX_BYTES);
        } catch (IOException unreadable) {
            throw new StartException(FaultCode.POLICY_INVALID, List.of(file.toString()), unreadable);
        }
    }
}
