package org.yibao.terminal.policy;

import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.format.PolicyFile;
import org.yibao.benefit.format.PolicyValidation;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyLibrary;

/** Reads and combines bundles, signed or not: nothing here says that they may settle anything. */
public final class Policies {
    /** The one that counts when nobody names another. */
    public static final List<String> USUAL = List.of("jinan-in-force");

    private Policies() {}

    /**
     * The bundles that come with the product, and others beside them.
     *
     * @throws PolicyException POLICY_INVALID with every defect
     */
    public static PolicyLibrary library(List<BundleFile> others) {
        return library(List.of(), others);
    }

    /**
     * As {@link #library(List)}.
     *
     * @param installed stand in for the product's own of the same id
     */
    public static PolicyLibrary library(List<PolicyBundle> installed, List<BundleFile> others) {
        List<PolicyBundle> bundles = new ArrayList<>(atHand(installed));
        others.forEach(file -> bundles.add(file.read()));
        return combined(bundles);
    }

    /** Installed bundles, and the product's own that are not among them. */
    public static List<PolicyBundle> atHand(List<PolicyBundle> installed) {
        List<PolicyBundle> bundles = new ArrayList<>(installed);
        for (BundleFile file : BundleFile.builtIn()) {
            PolicyBundle own = file.read();
            if (installed.stream().noneMatch(bundle -> bundle.id().equals(own.id()))) {
                bundles.add(own);
            }
        }
        return bundles;
    }

    /**
     * Combines bundles by id, in order.
     *
     * @throws PolicyException POLICY_NOT_INSTALLED when an id is unknown, POLICY_INVALID when they contradict each
     *     other
     */
    public static PolicyBook book(PolicyLibrary library, List<String> ids) {
        try {
            PolicyLibrary.Selection selection = library.book(ids);
            if (selection instanceof PolicyLibrary.Combined combined) {
                return combined.book();
            }
            PolicyLibrary.Unknown unknown = (PolicyLibrary.Unknown) selection;
            throw new PolicyException(
                    PolicyFault.POLICY_NOT_INSTALLED, List.of(unknown.refusal().message()));
        } catch (InvalidPolicyException invalid) {
            throw PolicyException.of(invalid);
        }
    }

    /**
     * Judges bundle files whole: each in itself, all together, and whether their scenarios hold.
     *
     * @param others bundles at hand that the files may extend; they give way to a file of the same id
     */
    public static PolicyValidation.Report judge(List<BundleFile> files, List<PolicyBundle> others) {
        List<PolicyFile> given = files.stream()
                .map(file -> PolicyFile.of(
                        file.name(), file.content(), file.digest().toString()))
                .toList();
        return PolicyValidation.of(given, others);
    }

    static PolicyLibrary combined(List<PolicyBundle> bundles) {
        try {
            return PolicyLibrary.of(bundles);
        } catch (InvalidPolicyException invalid) {
            throw PolicyException.of(invalid);
        }
    }
}
