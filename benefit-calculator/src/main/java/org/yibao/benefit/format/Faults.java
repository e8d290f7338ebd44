package org.yibao.benefit.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;

/** The faults of one request, of which the first of the weightiest kind is answered. */
final class Faults {
    /** How many are kept beside that one. */
    private static final int KEPT_MAX = 100;

    private final List<Refusal> kept = new ArrayList<>();
    private @Nullable Refusal weightiest;

    void unknown(String path) {
        note(Refusal.Code.FIELD_UNKNOWN, "refusal.field-unknown", path);
    }

    void missing(String path) {
        note(Refusal.Code.FIELD_MISSING, "refusal.field-missing", path);
    }

    void invalid(String path) {
        note(Refusal.Code.FIELD_INVALID, "refusal.field-invalid", path);
    }

    void duplicateLine(String number) {
        note(Refusal.Code.LINE_DUPLICATE, "refusal.line-duplicate", number, "feedetl_sn");
    }

    private void note(Refusal.Code code, String sentence, String path) {
        note(code, sentence, path, path);
    }

    private void note(Refusal.Code code, String sentence, String argument, String field) {
        boolean outweighs = weightiest == null || code.compareTo(weightiest.code()) < 0;
        if (outweighs || kept.size() < KEPT_MAX) {
            Refusal fault = new Refusal(code, Texts.of(sentence, argument), Texts.shortened(field));
            kept.add(fault);
            weightiest = outweighs ? fault : weightiest;
        }
    }

    @Nullable
    Refusal weightiest() {
        return weightiest;
    }

    /** In the order in which they were found; of very many not all. */
    List<Refusal> kept() {
        return kept;
    }
}
