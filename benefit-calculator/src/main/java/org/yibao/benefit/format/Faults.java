package org.yibao.benefit.format;

import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;

/** Keeps, of all faults of one request, the one that is answered: the first of the weightiest kind. */
final class Faults {
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
        if (outweighs(Refusal.Code.LINE_DUPLICATE)) {
            weightiest =
                    new Refusal(Refusal.Code.LINE_DUPLICATE, Texts.of("refusal.line-duplicate", number), "feedetl_sn");
        }
    }

    private void note(Refusal.Code code, String sentence, String path) {
        if (outweighs(code)) {
            weightiest = new Refusal(code, Texts.of(sentence, path), Texts.shortened(path));
        }
    }

    private boolean outweighs(Refusal.Code code) {
        return weightiest == null || code.compareTo(weightiest.code()) < 0;
    }

    @Nullable
    Refusal weightiest() {
        return weightiest;
    }
}
