package org.yibao.benefit.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.PersonRules;
import org.yibao.benefit.policy.PolicyBundle;
import org.yibao.benefit.policy.Structure;

/** Reads policy bundles; {@code docs/policy-format.md} says how one is written. */
public final class PolicyYaml {
    /** The class-path resources of the bundles that come with the product. */
    public static final List<String> BUILT_IN = List.of(
            "/policy/jinan-in-force.yaml", "/policy/shandong-employee-draft-2024.yaml", "/policy/demo-supplement.yaml");

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern REGION = Pattern.compile("[0-9]{6}");

    private final Defects defects;
    private final YamlTable root;

    private PolicyYaml(YamlTable root) {
        this.defects = root.defects();
        this.root = root.allow(
                "bundle", "structure", "crediting", "entitlement", "parameters", "scenarios", "expectations");
    }

    /**
     * Reads one bundle. What it says together with other bundles is checked by
     * {@link org.yibao.benefit.policy.PolicyLibrary}.
     *
     * @param fileName named in defects
     * @param text UTF-8, at most 1 MiB
     * @param digest {@code sm3:} and 64 hexadecimal digits over {@code text}
     * @throws InvalidPolicyException with every defect of the file
     */
    public static PolicyBundle read(String fileName, byte[] text, String digest) {
        Defects defects = new Defects(fileName);
        Optional<PolicyYaml> reader = open(fileName, text, defects);
        defects.raise();
        PolicyBundle bundle = reader.orElseThrow().bundle(digest);
        defects.raise();
        return bundle;
    }

    /** @return empty, and why in {@code defects}, when the text is no table at all */
    static Optional<PolicyYaml> open(String fileName, byte[] text, Defects defects) {
        return new YamlText(fileName, defects)
                .parse(text)
                .map(node -> new PolicyYaml(new YamlTable(node, "", defects)));
    }

    /** The bundle's own scenarios; reading a bundle for use leaves them alone. */
    List<Scenario> scenarios() {
        return ScenarioYaml.read(root);
    }

    /** The bundle; meaningless where a defect was noted. */
    PolicyBundle bundle(String digest) {
        YamlTable head = root.table("bundle")
                .allow(
                        "id",
                        "version",
                        "title",
                        "status",
                        "region",
                        "publisher",
                        "effective",
                        "known_since",
                        "extends");
        head.requireForm("id", ID, "id-invalid");
        head.requireForm("region", REGION, "region-invalid");
        PolicyReference reference = new PolicyReference(head.text("id"), head.text("version"), status(head), digest);
        var knownSince = head.date("known_since");
        return new PolicyBundle(
                head.origin(),
                reference,
                head.text("title"),
                head.text("region"),
                head.text("publisher"),
                head.date("effective"),
                knownSince,
                head.optionalText("extends"),
                structure(head),
                personRules(),
                parameters(new ParameterYaml(reference, knownSince)),
                ExpectationYaml.read(root),
                ScenarioYaml.contents(root.node("scenarios")));
    }

    private static PolicyReference.Status status(YamlTable head) {
        String text = head.text("status");
        for (PolicyReference.Status status : PolicyReference.Status.values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        if (head.has("status")) {
            head.defects().add(head.origin("status"), "status-unknown", text);
        }
        return PolicyReference.Status.DEMO;
    }

    private @Nullable Structure structure(YamlTable head) {
        YamlTable table = root.optionalTable("structure");
        if ((table == null) == !head.has("extends")) {
            defects.add(head.origin(), "structure-or-extends");
        }
        return table == null ? null : new StructureYaml(table).read();
    }

    private @Nullable PersonRules personRules() {
        YamlTable crediting = root.optionalTable("crediting");
        YamlTable entitlement = root.optionalTable("entitlement");
        if (crediting == null && entitlement == null) {
            return null;
        }
        if (!root.has("structure")) {
            defects.add(root.origin(crediting == null ? "entitlement" : "crediting"), "without-structure");
        }
        return new PersonRules(CreditingYaml.read(crediting), EntitlementYaml.read(entitlement));
    }

    private List<Parameter> parameters(ParameterYaml reader) {
        YamlTable table = root.optionalTable("parameters");
        return table == null ? List.of() : reader.read(table);
    }
}
