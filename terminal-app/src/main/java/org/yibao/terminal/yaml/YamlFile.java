package org.yibao.terminal.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.yibao.terminal.text.Sentences;

/** Opens a YAML file whose top is a mapping. */
public final class YamlFile {
    /** Longest file read. */
    public static final int FILE_MAX_BYTES = 4 * 1024 * 1024;

    /** Deepest nesting of mappings and lists: composing is recursive, and a hostile file must not exhaust the stack. */
    public static final int DEPTH_MAX = 16;

    private YamlFile() {}

    /** The top mapping, empty when there is none to read: then {@code faults} says why. */
    public static YamlSection load(Path file, YamlFaults faults) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(FILE_MAX_BYTES + 1);
            if (bytes.length > FILE_MAX_BYTES) {
                faults.add(0, "", Sentences.of("yaml.too-large", FILE_MAX_BYTES));
                return YamlSection.empty(faults);
            }
            return parse(bytes, faults);
        } catch (IOException | SecurityException unreadable) {
            faults.add(0, "", Sentences.of("yaml.unreadable", file));
            return YamlSection.empty(faults);
        }
    }

    /** As {@link #load}, from bytes in UTF-8. */
    public static YamlSection parse(byte[] bytes, YamlFaults faults) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(FILE_MAX_BYTES).build();
            OptionalInt tooDeep = lineBeyondDepth(text, settings);
            if (tooDeep.isPresent()) {
                faults.add(tooDeep.getAsInt(), "", Sentences.of("yaml.too-deep", DEPTH_MAX));
                return YamlSection.empty(faults);
            }
            Optional<Node> top = new Compose(settings).composeString(text);
            if (top.isPresent() && top.get() instanceof MappingNode mapping) {
                return YamlSection.of(mapping, "", faults);
            }
            faults.add(1, "", Sentences.of("yaml.not-mapping"));
        } catch (CharacterCodingException notText) {
            faults.add(0, "", Sentences.of("yaml.not-utf8"));
        } catch (MarkedYamlEngineException wrong) {
            faults.add(line(wrong.getProblemMark()), "", Sentences.of("yaml.not-yaml", wrong.getProblem()));
        } catch (YamlEngineException wrong) {
            faults.add(0, "", Sentences.of("yaml.not-yaml", ""));
        }
        return YamlSection.empty(faults);
    }

    private static OptionalInt lineBeyondDepth(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : 0;
            depth -= event instanceof CollectionEndEvent ? 1 : 0;
            if (depth > DEPTH_MAX) {
                return OptionalInt.of(line(event.getStartMark()));
            }
        }
        return OptionalInt.empty();
    }

    private static int line(Optional<Mark> place) {
        return place.map(mark -> mark.getLine() + 1).orElse(0);
    }
}
