package org.yibao.terminal.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.yibao.terminal.text.Sentences;

/**
 * A mapping being read. Each reader method names a key that may stand here; a value that is missing or wrong is
 * noted and something harmless returned, so that reading goes on and finds the rest. {@link #end} notes the keys
 * that nobody asked for.
 */
public final class YamlSection {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,14}(\\.\\d{1,6})?");

    private final String path;
    private final int line;
    private final boolean present;
    private final YamlFaults faults;
    private final Map<String, NodeTuple> unread = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private YamlSection(String path, int line, boolean present, YamlFaults faults) {
        this.path = path;
        this.line = line;
        this.present = present;
        this.faults = faults;
    }

    static YamlSection empty(YamlFaults faults) {
        return new YamlSection("", 0, false, faults);
    }

    static YamlSection of(MappingNode mapping, String path, YamlFaults faults) {
        YamlSection section = new YamlSection(path, lineOf(mapping), true, faults);
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            int at = lineOf(tuple.getKeyNode());
            if (section.unread.put(key, tuple) != null) {
                faults.add(at, section.pathOf(key), Sentences.of("yaml.key-twice"));
            }
            section.lines.put(key, at);
        }
        return section;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public boolean has(String key) {
        return unread.containsKey(key);
    }

    /** False when the file, or this part of it, was not there: what is missing then was noted already. */
    public boolean present() {
        return present;
    }

    public int line() {
        return line;
    }

    /** Notes a fault of the value of {@code key}. */
    public void fault(String key, String sentence) {
        faults.add(lines.getOrDefault(key, line), pathOf(key), sentence);
    }

    private @Nullable Node take(String key) {
        NodeTuple tuple = unread.remove(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    private void missing(String key) {
        if (present) {
            fault(key, Sentences.of("yaml.key-missing"));
        }
    }

    /** The text of a key that must be there and matches {@code form}. */
    public String text(String key, Pattern form, String expected) {
        if (!has(key)) {
            missing(key);
            return "";
        }
        return optionalText(key, form, expected).orElse("");
    }

    public Optional<String> optionalText(String key, Pattern form, String expected) {
        Node node = take(key);
        if (node == null) {
            return Optional.empty();
        }
        Optional<String> text = scalar(node).filter(value -> form.matcher(value).matches());
        if (text.isEmpty()) {
            fault(key, Sentences.of("yaml.expected", expected));
        }
        return text;
    }

    private static Optional<String> scalar(Node node) {
        boolean plain = node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return node instanceof ScalarNode scalar
                        && !(plain
                                && (scalar.getValue().isEmpty()
                                        || scalar.getValue().equals("null")))
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** A whole number from {@code min} to {@code max}; {@code otherwise} when it is not there. */
    public int integer(String key, int min, int max, int otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String range = Sentences.of("yaml.integer", min, max);
        Optional<Integer> value = optionalText(key, WHOLE, range).map(Integer::valueOf);
        if (value.isPresent() && (value.get() < min || value.get() > max)) {
            fault(key, Sentences.of("yaml.expected", range));
            return otherwise;
        }
        return value.orElse(otherwise);
    }

    /** As {@link #integer} for a key that must be there. */
    public int integer(String key, int min, int max) {
        if (!has(key)) {
            missing(key);
        }
        return integer(key, min, max, min);
    }

    /** A decimal of at least 0 and at most {@code max} with at most {@code decimals} decimals. */
    public Optional<BigDecimal> decimal(String key, BigDecimal max, int decimals) {
        String expected = Sentences.of("yaml.decimal", max.toPlainString(), decimals);
        Optional<BigDecimal> value =
                optionalText(key, DECIMAL, expected).map(text -> new BigDecimal(text).stripTrailingZeros());
        if (value.isPresent() && (value.get().compareTo(max) > 0 || value.get().scale() > decimals)) {
            fault(key, Sentences.of("yaml.expected", expected));
            return Optional.empty();
        }
        return value;
    }

    public boolean flag(String key, boolean otherwise) {
        return optionalText(key, Pattern.compile("true|false"), Sentences.of("yaml.flag"))
                .map(Boolean::valueOf)
                .orElse(otherwise);
    }

    /** The mapping under a key that must be there. */
    public YamlSection section(String key) {
        if (!has(key)) {
            missing(key);
            return new YamlSection(pathOf(key), line, false, faults);
        }
        return optionalSection(key);
    }

    /** The mapping under a key, one without keys when it is not there. */
    public YamlSection optionalSection(String key) {
        Node node = take(key);
        if (node instanceof MappingNode mapping) {
            return of(mapping, pathOf(key), faults);
        }
        if (node != null) {
            fault(key, Sentences.of("yaml.mapping"));
        }
        return new YamlSection(pathOf(key), line, false, faults);
    }

    /** The mappings of a list, none when the key is not there. */
    public List<YamlSection> sections(String key) {
        List<YamlSection> found = new ArrayList<>();
        List<Node> items = items(key);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof MappingNode mapping) {
                found.add(of(mapping, pathOf(key) + "[" + (i + 1) + "]", faults));
            } else {
                faults.add(lineOf(items.get(i)), pathOf(key) + "[" + (i + 1) + "]", Sentences.of("yaml.mapping"));
            }
        }
        return found;
    }

    /** The texts of a list, none when the key is not there. */
    public List<String> texts(String key, Pattern form, String expected) {
        List<String> found = new ArrayList<>();
        for (Node item : items(key)) {
            Optional<String> text =
                    scalar(item).filter(value -> form.matcher(value).matches());
            text.ifPresentOrElse(
                    found::add,
                    () -> faults.add(lineOf(item), pathOf(key), Sentences.of("yaml.each-expected", expected)));
        }
        return found;
    }

    private List<Node> items(String key) {
        Node node = take(key);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node != null) {
            fault(key, Sentences.of("yaml.list"));
        }
        return List.of();
    }

    /** Nothing more is read here: notes every key that is left. */
    public void end() {
        unread.keySet().forEach(key -> fault(key, Sentences.of("yaml.key-unknown")));
        unread.clear();
    }
}
