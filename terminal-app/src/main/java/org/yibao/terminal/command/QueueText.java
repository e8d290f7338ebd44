package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.yibao.terminal.text.Sentences;

/** The queue as a person reads it. */
final class QueueText {
    private QueueText() {}

    static void list(PrintStream out, JsonNode queue) {
        out.println(Sentences.of("queue.size", queue.path("size").asText()));
        if (queue.path("entries").isEmpty()) {
            return;
        }
        AlignedTable table =
                new AlignedTable().row(List.of(Sentences.of("queue.columns").split("\\|", -1)));
        for (JsonNode entry : queue.path("entries")) {
            boolean aside = entry.path("set_aside").asBoolean();
            table.row(List.of(
                    entry.path("msgid").asText(),
                    what(entry),
                    entry.path("made_at").asText(),
                    entry.path("last_day").asText(),
                    entry.path("attempts").asText(),
                    aside ? Sentences.of("queue.set-aside") : next(entry),
                    entry.path("last_fault").asText()));
        }
        table.print(out);
        queue.path("entries").forEach(entry -> meaning(out, entry));
    }

    static void one(PrintStream out, JsonNode entry) {
        AlignedTable table = new AlignedTable();
        line(table, "msgid", entry.path("msgid").asText());
        line(table, "what", what(entry));
        line(table, "settlement", entry.path("settlement").asText());
        line(table, "made-at", entry.path("made_at").asText());
        line(table, "last-day", entry.path("last_day").asText());
        line(table, "limit-source", entry.path("limit_source").asText());
        line(table, "at-risk", entry.path("at_risk").asText());
        line(table, "attempts", entry.path("attempts").asText());
        boolean aside = entry.path("set_aside").asBoolean();
        line(table, "next", aside ? Sentences.of("queue.set-aside") : next(entry));
        line(table, "reason", entry.path("last_fault").asText());
        table.print(out);
        patient(out, entry);
        meaning(out, entry);
    }

    /** What an inquiry came to. */
    static void asked(PrintStream out, JsonNode said) {
        out.println(said.path("statement_text").asText());
        out.println(Sentences.of(
                "explain.state." + said.path("settlement").path("state").asText()));
        patient(out, said.path("settlement"));
    }

    private static void patient(PrintStream out, JsonNode of) {
        if (of.hasNonNull("patient")) {
            out.println(Sentences.of(
                    "queue.patient", of.path("patient").path("message").asText()));
        }
    }

    private static void line(AlignedTable table, String name, String value) {
        table.row(List.of(Sentences.of("queue.field." + name), value));
    }

    /** A message that nobody tried is due since long ago. */
    private static String next(JsonNode entry) {
        boolean untried = entry.path("attempts").asInt() == 0;
        return untried
                ? Sentences.of("queue.next-now")
                : entry.path("next_attempt").asText();
    }

    private static String what(JsonNode entry) {
        String infno = entry.path("infno").asText();
        return switch (infno) {
            case "2102", "2207" -> Sentences.of("queue.sale", infno);
            case "2103", "2208" -> Sentences.of("queue.void", infno);
            case "2601" -> Sentences.of("queue.reversal", infno);
            default -> infno;
        };
    }

    private static void meaning(PrintStream out, JsonNode entry) {
        if (!entry.path("set_aside").asBoolean()) {
            return;
        }
        out.println();
        out.println(Sentences.of(
                "queue.meaning",
                entry.path("msgid").asText(),
                AlignedTable.shown(entry.path("last_fault").asText())));
        out.println("  " + Sentences.of("queue.patient", entry.path("message").asText()));
        JsonNode behind = entry.path("held_back");
        out.println("  "
                + (behind.isEmpty()
                        ? Sentences.of("queue.holds-nothing")
                        : Sentences.of("queue.holds", String.join(" ", texts(behind)))));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
