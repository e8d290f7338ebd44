package org.yibao.benefit.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Turns hostile bytes into the nodes of one YAML document. The flat stream of events is judged first: only a
 * text without aliases, anchors and tags, and not too deep, is composed.
 */
final class YamlText {
    /** Largest bundle file in bytes. */
    static final int FILE_BYTES_MAX = 1 << 20;

    /** Deepest nesting of tables and lists. */
    static final int DEPTH_MAX = 16;

    private final Defects defects;
    private final LoadSettings settings;

    YamlText(String file, Defects defects) {
        this.defects = defects;
        this.settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(FILE_BYTES_MAX)
                .setAllowDuplicateKeys(true)
                .build();
    }

    /** @return the document's table, or empty after noting why there is none */
    Optional<MappingNode> parse(byte[] utf8) {
        if (utf8.length > FILE_BYTES_MAX) {
            defects.add(defects.origin(1, ""), "too-large", Integer.toString(FILE_BYTES_MAX));
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            judge(text);
            return defects.isEmpty() ? compose(text) : Optional.empty();
        } catch (CharacterCodingException notText) {
            defects.add(defects.origin(1, ""), "not-utf8");
        } catch (MarkedYamlEngineException malformed) {
            String problem = String.valueOf(malformed.getProblem());
            defects.add(defects.origin(line(malformed.getProblemMark()), ""), "not-yaml", problem);
        } catch (YamlEngineException malformed) {
            defects.add(defects.origin(1, ""), "not-yaml", String.valueOf(malformed.getMessage()));
        }
        return Optional.empty();
    }

    private void judge(String text) {
        int depth = 0;
        int documents = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            int line = line(event.getStartMark());
            documents += event instanceof DocumentStartEvent ? 1 : 0;
            depth += event instanceof CollectionStartEvent ? 1 : 0;
            depth -= event instanceof CollectionEndEvent ? 1 : 0;
            if (isMarkedUp(event)) {
                defects.add(defects.origin(line, ""), "alias");
            }
            if (depth > DEPTH_MAX) {
                defects.add(defects.origin(line, ""), "too-deep", Integer.toString(DEPTH_MAX));
                return;
            }
        }
        if (documents != 1) {
            defects.add(defects.origin(1, ""), "one-document");
        }
    }

    private static boolean isMarkedUp(Event event) {
        return event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())
                || (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                || (event instanceof CollectionStartEvent start
                        && start.getTag().isPresent());
    }

    private Optional<MappingNode> compose(String text) {
        List<Node> roots = new ArrayList<>();
        new Compose(settings).composeAllFromString(text).forEach(roots::add);
        if (roots.size() == 1 && roots.get(0) instanceof MappingNode root) {
            return Optional.of(root);
        }
        defects.add(defects.origin(1, ""), "mapping-expected");
        return Optional.empty();
    }

    /** 1 for the first line. */
    static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(1);
    }
}
