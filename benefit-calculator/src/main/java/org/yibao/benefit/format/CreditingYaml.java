package org.yibao.benefit.format;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Clause;
import org.yibao.benefit.policy.Crediting;
import org.yibao.benefit.policy.Crediting.AgeDay;
import org.yibao.benefit.policy.Crediting.AgeReading;
import org.yibao.benefit.policy.Crediting.Part;
import org.yibao.benefit.policy.Crediting.RetiredFrom;
import org.yibao.benefit.policy.Crediting.RetiredReading;
import org.yibao.benefit.policy.Crediting.Rule;

/** Reads what personal accounts are credited with each month. */
final class CreditingYaml {
    /** What the ratio of a share is taken of, when it is not a parameter. */
    private static final String WAGE = "wage";

    private enum Kind {
        SHARE,
        FIXED,
        NOTHING
    }

    private CreditingYaml() {}

    /** @param table the section; null when the bundle has none */
    static Crediting read(@Nullable YamlTable table) {
        if (table == null) {
            return Crediting.EMPTY;
        }
        table.allow("age_at", "retired_from", "parts");
        YamlTable age = table.table("age_at").allow("day", "source");
        YamlTable retired = table.table("retired_from").allow("month", "source");
        return new Crediting(
                new AgeReading(ClauseYaml.choice(age, "day", AgeDay.class), age.text("source")),
                new RetiredReading(ClauseYaml.choice(retired, "month", RetiredFrom.class), retired.text("source")),
                ClauseYaml.rules(
                        table, "parts", List.of("kind", "base", "ratio", "factor", "amount"), CreditingYaml::part));
    }

    private static Part part(YamlTable table, Clause clause) {
        Kind kind = ClauseYaml.choice(table, "kind", Kind.class);
        return new Part(clause, rule(table, kind));
    }

    private static Rule rule(YamlTable table, Kind kind) {
        return switch (kind) {
            case SHARE -> share(without(table, "amount"));
            case FIXED ->
                new Crediting.Fixed(without(table, "base", "ratio", "factor").text("amount"));
            case NOTHING -> {
                without(table, "base", "ratio", "factor", "amount");
                yield new Crediting.Nothing();
            }
        };
    }

    private static Rule share(YamlTable table) {
        String base = table.text("base");
        return new Crediting.Share(base.equals(WAGE) ? null : base, table.text("ratio"), table.optionalText("factor"));
    }

    private static YamlTable without(YamlTable table, String... names) {
        for (String name : names) {
            if (table.has(name)) {
                table.defects().add(table.origin(name), "key-unknown", name);
            }
        }
        return table;
    }
}
