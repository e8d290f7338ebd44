package org.yibao.terminal.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.certs.Sm3;
import org.yibao.terminal.machine.Machine;

/**
 * The shelf's acts on the disk: one JSON object a line, each ending with {@code "chain"}, the SM3 digest of the
 * line before's and of this line without it. What follows the last line feed is a line that a power cut tore: it was
 * never answered, is passed over, and the next act takes its place. What a chain cannot tell is that its end is
 * missing: the file {@code shelf.head} beside it holds the number and chain of the last act that was answered, and is
 * written after it.
 *
 * @param length bytes of the file that count
 * @param chain of the last line
 */
record ShelfLog(Path file, ShelfHistory history, long length, String chain) {
    /** Some thousand acts; a shelf sees a few a year. */
    static final int LENGTH_MAX_BYTES = 4 * 1024 * 1024;

    private static final String FIRST_CHAIN = "sm3:" + "0".repeat(64);
    private static final String HEAD = "shelf.head";
    private static final Pattern LINE = Pattern.compile("(\\{.*),\"chain\":\"(sm3:[0-9a-f]{64})\"\\}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Kind {
        INSTALL,
        ACTIVATE,
        ROLLBACK
    }

    /** The last act that was answered; number 0 before the first one. */
    private record Head(long number, String chain) {
        private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8}) (sm3:[0-9a-f]{64})\n");
        private static final int KEPT_BYTES = 128;

        static Head read(Path file) throws IOException {
            String text = new String(content(file, KEPT_BYTES), StandardCharsets.UTF_8);
            Matcher parts = FORM.matcher(text);
            if (!parts.matches() && !text.isEmpty()) {
                throw damaged(file, 1);
            }
            return text.isEmpty() ? new Head(0, FIRST_CHAIN) : new Head(Long.parseLong(parts.group(1)), parts.group(2));
        }

        void write(Path file) throws IOException {
            Machine.writePrivate(file, (number + " " + chain + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @throws PolicyException POLICY_LOG_DAMAGED naming the first line that was changed or is missing */
    static ShelfLog read(Path file) throws IOException {
        // Before the log, which another process may lengthen meanwhile.
        Head head = Head.read(file.resolveSibling(HEAD));
        byte[] content = content(file, LENGTH_MAX_BYTES);
        List<ShelfAct> acts = new ArrayList<>();
        String chain = FIRST_CHAIN;
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                String line = new String(content, start, i - start, StandardCharsets.UTF_8);
                Matcher parts = LINE.matcher(line);
                boolean whole = parts.matches()
                        && parts.group(2).equals(chainOf(chain, parts.group(1)))
                        && Arrays.equals(line.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(content, start, i));
                if (!whole) {
                    throw damaged(file, acts.size() + 1);
                }
                acts.add(act(file, parts.group(1) + "}", acts.size() + 1));
                chain = parts.group(2);
                start = i + 1;
                if (acts.size() == head.number() && !chain.equals(head.chain())) {
                    throw damaged(file, acts.size());
                }
            }
        }
        // One act more than answered: a power cut between the two files.
        if (acts.size() < head.number() || (head.number() == 0 && acts.size() > 1)) {
            throw damaged(file, acts.size() + 1);
        }
        return new ShelfLog(file, new ShelfHistory(acts), start, chain);
    }

    private static byte[] content(Path file, int bytesMax) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(bytesMax + 1);
            if (content.length > bytesMax) {
                throw damaged(file, 0);
            }
            return content;
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private static PolicyException damaged(Path file, long line) {
        return new PolicyException(PolicyFault.POLICY_LOG_DAMAGED, List.of(file + ":" + line));
    }

    private static String chainOf(String before, String body) {
        return Sm3.digest((before + "\n" + body).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Returns when the act is on the disk, and that it is the last. */
    void append(ShelfAct act) throws IOException {
        String body = json(act);
        body = body.substring(0, body.length() - 1);
        String next = chainOf(chain, body);
        byte[] line = (body + ",\"chain\":\"" + next + "\"}\n").getBytes(StandardCharsets.UTF_8);
        if (length + line.length > LENGTH_MAX_BYTES) {
            throw new IOException("full");
        }
        Machine.appendPrivate(file, length, line);
        new Head(act.number(), next).write(file.resolveSibling(HEAD));
    }

    private static String json(ShelfAct act) {
        ObjectNode line = JSON.createObjectNode().put("number", act.number());
        if (act instanceof ShelfAct.Install) {
            line.put("kind", Kind.INSTALL.name());
        } else if (act instanceof ShelfAct.Activate activate) {
            line.put("kind", Kind.ACTIVATE.name()).put("on", activate.on().toString());
        } else if (act instanceof ShelfAct.Rollback rollback) {
            line.put("kind", Kind.ROLLBACK.name())
                    .put("on", rollback.on().toString())
                    .put("taken_back", rollback.takenBack());
        }
        ArrayNode bundles = line.putArray("bundles");
        for (BundleVersion bundle : act.bundles()) {
            bundles.addObject()
                    .put("id", bundle.id())
                    .put("version", bundle.version())
                    .put("digest", bundle.digest());
        }
        return line.put("by", act.by()).put("at", act.at().toString()).toString();
    }

    private static ShelfAct act(Path file, String json, long number) {
        try {
            JsonNode line = JSON.readTree(json);
            String by = line.path("by").asText();
            Instant at = Instant.parse(line.path("at").asText());
            List<BundleVersion> bundles = new ArrayList<>();
            for (JsonNode bundle : line.path("bundles")) {
                bundles.add(new BundleVersion(
                        bundle.path("id").asText(),
                        bundle.path("version").asText(),
                        bundle.path("digest").asText()));
            }
            if (line.path("number").asLong() != number) {
                throw damaged(file, number);
            }
            return switch (Kind.valueOf(line.path("kind").asText())) {
                case INSTALL -> new ShelfAct.Install(number, bundles.get(0), by, at);
                case ACTIVATE -> new ShelfAct.Activate(number, bundles, day(line), by, at);
                case ROLLBACK ->
                    new ShelfAct.Rollback(number, line.path("taken_back").asLong(), bundles, day(line), by, at);
            };
        } catch (JsonProcessingException
                | DateTimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException notOurs) {
            throw new PolicyException(PolicyFault.POLICY_LOG_DAMAGED, List.of(file + ":" + number), notOurs);
        }
    }

    private static LocalDate day(JsonNode line) {
        return LocalDate.parse(line.path("on").asText());
    }
}
