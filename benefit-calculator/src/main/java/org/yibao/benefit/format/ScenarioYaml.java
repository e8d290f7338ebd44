package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.policy.Origin;

/** Reads the scenarios of a bundle. */
final class ScenarioYaml {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    /** What follows the bracket in the path of an item. */
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}]");

    private ScenarioYaml() {}

    static List<Scenario> read(YamlTable root) {
        List<Scenario> scenarios = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlTable table : root.requireEntries("scenarios").tables("scenarios")) {
            Scenario scenario = scenario(table);
            scenarios.add(scenario);
            if (!names.add(scenario.name())) {
                table.defects().add(table.origin("name"), "key-twice", scenario.name());
            }
        }
        return scenarios;
    }

    /** What each scenario says, by its name, right or wrong. */
    static Map<String, Object> contents(@Nullable Node scenarios) {
        Map<String, Object> contents = new LinkedHashMap<>();
        if (scenarios instanceof SequenceNode sequence) {
            for (Node each : sequence.getValue()) {
                if (json(each) instanceof Json.Obj scenario) {
                    Json name = scenario.fields().get("name");
                    contents.put(name instanceof Json.Text text ? text.value() : String.valueOf(name), scenario);
                }
            }
        }
        return contents;
    }

    private static Scenario scenario(YamlTable table) {
        table.allow("name", "with", "request", "expect", "refused", "field");
        if (table.has("expect") == table.has("refused")) {
            table.defects().add(table.origin(), "expect-or-refused");
        }
        table.table("request");
        Node node = table.node("request");
        Json request = json(node);
        return new Scenario(
                table.origin(),
                table.text("name"),
                table.texts("with"),
                request instanceof Json.Obj object ? object : new Json.Obj(Map.of(), Set.of()),
                path -> place(table, node, path),
                table.has("refused") ? refused(table) : split(table));
    }

    private static Scenario.Expected refused(YamlTable table) {
        String code = table.text("refused");
        if (Arrays.stream(Refusal.Code.values()).noneMatch(c -> c.name().equals(code))) {
            table.defects().add(table.origin("refused"), "refusal-unknown", code);
        }
        String field = table.optionalText("field");
        return new Scenario.Refused(table.origin("refused"), code, table.origin("field"), field == null ? "" : field);
    }

    private static Scenario.Expected split(YamlTable scenario) {
        if (scenario.has("field")) {
            scenario.defects().add(scenario.origin("field"), "key-unknown", "field");
        }
        YamlTable table = scenario.requireEntries("expect").optionalTable("expect");
        if (table == null) {
            return new Scenario.Split(List.of(), null);
        }
        List<Scenario.Figure> figures = new ArrayList<>();
        for (String name : table.names()) {
            switch (name) {
                case "cum_after" -> figures.addAll(figures(table.table(name), Scenario.Section.ACCUMULATORS));
                case "funds" -> figures.addAll(figures(table.table(name), Scenario.Section.FUNDS));
                case "notices" -> table.isList(name);
                default -> figures.add(figure(table, name, Scenario.Section.TOTALS));
            }
        }
        return new Scenario.Split(
                figures,
                table.has("notices")
                        ? new Scenario.NoticeCodes(table.origin("notices"), table.texts("notices"))
                        : null);
    }

    private static List<Scenario.Figure> figures(YamlTable table, Scenario.Section section) {
        return table.names().stream().map(name -> figure(table, name, section)).toList();
    }

    private static Scenario.Figure figure(YamlTable table, String name, Scenario.Section section) {
        String text = table.text(name);
        BigDecimal value = Decimals.MONEY.read(text).orElse(null);
        if (value == null) {
            table.defects().add(table.origin(name), "number-invalid", text);
        }
        return new Scenario.Figure(table.origin(name), section, name, value == null ? BigDecimal.ZERO : value);
    }

    /** Follows a path such as {@code feedetail[0].cnt} as far as it leads; null when it leads nowhere. */
    private static @Nullable Origin place(YamlTable table, @Nullable Node request, String path) {
        Node reached = request;
        for (String step : path.split("[.\\[]", -1)) {
            Node next = child(reached, step);
            if (next == null) {
                break;
            }
            reached = next;
        }
        return reached == null || reached.equals(request)
                ? null
                : table.defects()
                        .origin(
                                YamlText.line(reached.getStartMark()),
                                table.origin("request").path() + "." + path);
    }

    private static @Nullable Node child(@Nullable Node node, String step) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(entry -> entry.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(step))
                    .findFirst()
                    .map(NodeTuple::getValueNode)
                    .orElse(null);
        }
        if (node instanceof SequenceNode sequence && INDEX.matcher(step).matches()) {
            int index = Integer.parseInt(step.substring(0, step.length() - 1));
            return index < sequence.getValue().size() ? sequence.getValue().get(index) : null;
        }
        return null;
    }

    /** The same as JSON: plain numbers are numbers, plain true and false are flags, all else is text. */
    private static Json json(@Nullable Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Json> fields = new LinkedHashMap<>();
            Set<String> repeated = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
                if (fields.putIfAbsent(name, json(entry.getValueNode())) != null) {
                    repeated.add(name);
                }
            }
            return new Json.Obj(fields, repeated);
        }
        if (node instanceof SequenceNode sequence) {
            return new Json.Arr(
                    sequence.getValue().stream().map(ScenarioYaml::json).toList());
        }
        return node instanceof ScalarNode scalar ? json(scalar) : new Json.Null();
    }

    private static Json json(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return new Json.Text(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return new Json.Bool(text.equals("true"));
        }
        if (text.equals("null") || text.isEmpty()) {
            return new Json.Null();
        }
        return NUMBER.matcher(text).matches() ? new Json.Num(text) : new Json.Text(text);
    }
}
