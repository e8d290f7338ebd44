package org.yibao.terminal.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yibao.benefit.format.PolicyYaml;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.PolicyDefect;
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
     * Every defect of bundle files, each in itself and together with what it extends.
     *
     * @param others bundles at hand that the files may extend; they give way to a file of the same id
     */
    public static List<PolicyDefect> defects(List<BundleFile> files, List<PolicyBundle> others) {
        List<PolicyDefect> defects = new ArrayList<>();
        List<PolicyBundle> read = new ArrayList<>();
        for (BundleFile file : files) {
            try {
                read.add(PolicyYaml.read(
                        file.name(), file.content(), file.digest().toString()));
            } catch (InvalidPolicyException invalid) {
                defects.addAll(invalid.defects());
            }
        }
        Set<String> names = files.stream().map(BundleFile::name).collect(Collectors.toSet());
        Set<String> ids = read.stream().map(PolicyBundle::id).collect(Collectors.toSet());
        List<PolicyBundle> together = new ArrayList<>(read);
        others.stream().filter(other -> !ids.contains(other.id())).forEach(together::add);
        try {
            PolicyLibrary.of(together);
        } catch (InvalidPolicyException invalid) {
            invalid.defects().stream()
                    .filter(defect -> names.contains(defect.origin().file()))
                    .forEach(defects::add);
        }
        return defects;
    }

    static PolicyLibrary combined(List<PolicyBundle> bundles) {
        try {
            return PolicyLibrary.of(bundles);
        } catch (InvalidPolicyException invalid) {
            throw PolicyException.of(invalid);
        }
    }
}
