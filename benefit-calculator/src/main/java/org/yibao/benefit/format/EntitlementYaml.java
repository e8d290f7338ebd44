package org.yibao.benefit.format;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Clause;
import org.yibao.benefit.policy.Entitlement;
import org.yibao.benefit.policy.Entitlement.Begins;
import org.yibao.benefit.policy.Entitlement.Contribution;
import org.yibao.benefit.policy.Entitlement.Start;
import org.yibao.benefit.policy.Entitlement.Use;

/** Reads from when benefits are had, for how long contributions are due, and what accounts may pay. */
final class EntitlementYaml {
    private EntitlementYaml() {}

    /** @param table the section; null when the bundle has none */
    static Entitlement read(@Nullable YamlTable table) {
        if (table == null) {
            return Entitlement.EMPTY;
        }
        table.allow("starts", "contributions", "uses");
        return new Entitlement(
                ClauseYaml.rules(table, "starts", List.of("begins", "waiting"), EntitlementYaml::start),
                ClauseYaml.rules(
                        table,
                        "contributions",
                        List.of("years"),
                        (rule, clause) -> new Contribution(clause, rule.text("years"))),
                ClauseYaml.rules(table, "uses", List.of("for"), EntitlementYaml::use));
    }

    private static Start start(YamlTable table, Clause clause) {
        Begins begins = ClauseYaml.choice(table, "begins", Begins.class);
        if (begins == Begins.AFTER_WAITING) {
            return new Start(clause, begins, table.text("waiting"));
        }
        if (table.has("waiting")) {
            table.defects().add(table.origin("waiting"), "key-unknown", "waiting");
        }
        return new Start(clause, begins, null);
    }

    private static Use use(YamlTable table, Clause clause) {
        if (ValueYaml.NONE.equals(table.isList("for") ? "" : table.text("for"))) {
            return new Use(clause, Set.of());
        }
        List<String> relations = table.texts("for");
        if (table.isList("for") && relations.isEmpty()) {
            table.defects().add(table.origin("for"), "text-empty");
        }
        return new Use(clause, Set.copyOf(relations));
    }
}
