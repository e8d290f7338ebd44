package org.yibao.benefit.format;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.yibao.benefit.policy.Origin;

/**
 * One table of a bundle file. Each reading notes what is wrong with its line and then gives a harmless value,
 * so that one pass finds every defect.
 */
final class YamlTable {
    /** Most entries of one table or list. */
    static final int ENTRIES_MAX = 1000;

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final String path;
    private final int line;
    private final Defects defects;

    YamlTable(MappingNode node, String path, Defects defects) {
        this.path = path;
        this.line = YamlText.line(node.getStartMark());
        this.defects = defects;
        for (NodeTuple entry : limited(node.getValue(), origin())) {
            add(entry.getKeyNode(), entry.getValueNode());
        }
    }

    private <T> List<T> limited(List<T> entries, Origin origin) {
        if (entries.size() <= ENTRIES_MAX) {
            return entries;
        }
        defects.add(origin, "too-many", Integer.toString(ENTRIES_MAX));
        return entries.subList(0, ENTRIES_MAX);
    }

    /** A table that stands for one that is missing. */
    private YamlTable(String path, int line, Defects defects) {
        this.path = path;
        this.line = line;
        this.defects = defects;
    }

    private void add(Node key, Node value) {
        int at = YamlText.line(key.getStartMark());
        if (!(key instanceof ScalarNode name)) {
            defects.add(defects.origin(at, path), "text-expected");
        } else if (entries.putIfAbsent(name.getValue(), value) != null) {
            defects.add(defects.origin(at, at(name.getValue())), "key-twice", name.getValue());
        }
    }

    /** Notes every key that is none of these. */
    YamlTable allow(String... known) {
        Set<String> allowed = Set.of(known);
        entries.forEach((name, node) -> {
            if (!allowed.contains(name)) {
                defects.add(origin(name), "key-unknown", name);
            }
        });
        return this;
    }

    Origin origin() {
        return defects.origin(line, path);
    }

    /** Where a key's value stands, or this table when the key is absent. */
    Origin origin(String name) {
        Node node = entries.get(name);
        return node == null
                ? defects.origin(line, at(name))
                : defects.origin(YamlText.line(node.getStartMark()), at(name));
    }

    Defects defects() {
        return defects;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Set<String> names() {
        return entries.keySet();
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    String text(String name) {
        if (!has(name)) {
            defects.add(origin(name), "key-missing", name);
            return "";
        }
        String text = optionalText(name);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) {
        Node node = entries.get(name);
        return node == null ? null : text(node, origin(name));
    }

    private @Nullable String text(Node node, Origin origin) {
        if (!(node instanceof ScalarNode scalar)) {
            defects.add(origin, "text-expected");
            return null;
        }
        if (scalar.getValue().isBlank()) {
            defects.add(origin, "text-empty");
        }
        return scalar.getValue();
    }

    /** A day; {@link LocalDate#MIN} after noting what is wrong. */
    LocalDate date(String name) {
        String text = text(name);
        if (!has(name)) {
            return LocalDate.MIN;
        }
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException noSuchDay) {
            // Told below, as is what does not look like a day at all.
        }
        defects.add(origin(name), "date-invalid", text);
        return LocalDate.MIN;
    }

    /** A table; an empty one after noting that it is missing or none. */
    YamlTable table(String name) {
        if (!has(name)) {
            defects.add(origin(name), "key-missing", name);
        }
        YamlTable table = optionalTable(name);
        return table == null ? new YamlTable(at(name), line, defects) : table;
    }

    @Nullable
    YamlTable optionalTable(String name) {
        Node node = entries.get(name);
        if (node == null) {
            return null;
        }
        return table(node, at(name));
    }

    private YamlTable table(Node node, String at) {
        if (node instanceof MappingNode mapping) {
            return new YamlTable(mapping, at, defects);
        }
        int here = YamlText.line(node.getStartMark());
        defects.add(defects.origin(here, at), "mapping-expected");
        return new YamlTable(at, here, defects);
    }

    /** The tables of a list; none when the key is absent. */
    List<YamlTable> tables(String name) {
        List<YamlTable> tables = new ArrayList<>();
        List<Node> items = items(name);
        for (int index = 0; index < items.size(); index++) {
            tables.add(table(items.get(index), at(name) + "[" + index + "]"));
        }
        return tables;
    }

    /** The texts of a list; none when the key is absent. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        List<Node> items = items(name);
        for (int index = 0; index < items.size(); index++) {
            Node item = items.get(index);
            Origin origin = defects.origin(YamlText.line(item.getStartMark()), at(name) + "[" + index + "]");
            String text = text(item, origin);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The texts of a list of which each must be one of these; others are noted. */
    List<String> texts(String name, Set<String> known) {
        List<String> texts = texts(name);
        texts.stream()
                .filter(text -> !known.contains(text))
                .forEach(text -> defects.add(
                        origin(name),
                        "choice-unknown",
                        text,
                        known.stream().sorted().collect(Collectors.joining("、"))));
        return texts;
    }

    private List<Node> items(String name) {
        Node node = entries.get(name);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return limited(sequence.getValue(), origin(name));
        }
        defects.add(origin(name), "list-expected-here");
        return List.of();
    }

    boolean isList(String name) {
        return entries.get(name) instanceof SequenceNode;
    }

    boolean isText(String name) {
        return entries.get(name) instanceof ScalarNode;
    }

    /** Notes a list or table that is there but has nothing in it. */
    YamlTable requireEntries(String name) {
        Node node = entries.get(name);
        if (node instanceof CollectionNode<?> collection
                && collection.getValue().isEmpty()) {
            defects.add(origin(name), "list-empty");
        }
        return this;
    }

    /** Notes a text that is there but not of this form. */
    void requireForm(String name, Pattern form, String code) {
        Node node = entries.get(name);
        if (node instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && !form.matcher(scalar.getValue()).matches()) {
            defects.add(origin(name), code, scalar.getValue());
        }
    }

    /** The node of a key as it was composed. */
    @Nullable
    Node node(String name) {
        return entries.get(name);
    }
}
