package org.yibao.benefit.format;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.yibao.benefit.policy.Clause;

/** Reads lists of rules about a person, each with whom it concerns, its days and its law. */
final class ClauseYaml {
    /** Most rules of one list. */
    static final int RULES_MAX = 100;

    private static final List<String> KEYS = List.of("id", "title", "when", "from", "until", "source");

    private ClauseYaml() {}

    /**
     * The rules under a key; none when it is absent.
     *
     * @param further the keys a rule may have beside those of its clause
     */
    static <R> List<R> rules(
            YamlTable parent, String name, List<String> further, BiFunction<YamlTable, Clause, R> reader) {
        List<YamlTable> tables = parent.tables(name);
        if (tables.size() > RULES_MAX) {
            parent.defects().add(parent.origin(name), "too-many", Integer.toString(RULES_MAX));
            return List.of();
        }
        List<String> keys = new ArrayList<>(KEYS);
        keys.addAll(further);
        List<R> rules = new ArrayList<>();
        for (YamlTable table : tables) {
            rules.add(reader.apply(table, clause(table.allow(keys.toArray(String[]::new)))));
        }
        return rules;
    }

    private static Clause clause(YamlTable table) {
        LocalDate from = table.date("from");
        return new Clause(
                table.origin(),
                table.text("id"),
                table.text("title"),
                ConditionYaml.read(table, "when"),
                from,
                ParameterYaml.until(table, from),
                table.text("source"));
    }

    /** One of an enumeration, written in lower case; the first of it after noting a defect. */
    static <E extends Enum<E>> E choice(YamlTable table, String name, Class<E> type) {
        String text = table.text(name);
        List<String> known = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            String code = each.name().toLowerCase(Locale.ROOT);
            if (code.equals(text)) {
                return each;
            }
            known.add(code);
        }
        if (table.has(name)) {
            table.defects().add(table.origin(name), "choice-unknown", text, String.join("、", known));
        }
        return type.getEnumConstants()[0];
    }
}
