package org.yibao.benefit.format;

import java.util.Optional;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.PolicyBook;

/** The quote contract's JSON: requests in, answers and refusals out. */
public final class QuoteJson {
    private QuoteJson() {}

    /** What a body holds. */
    public sealed interface Reading {}

    public record Understood(QuoteRequest request) implements Reading {}

    public record Faulty(Refusal refusal) implements Reading {}

    /**
     * Reads one request; never throws on any bytes.
     *
     * @param body one JSON object in UTF-8, at most 1 MiB
     * @param book its accumulators are known beside those of the contract
     */
    public static Reading read(byte[] body, PolicyBook book) {
        if (body.length > JsonText.BODY_BYTES_MAX) {
            return faulty("refusal.too-large");
        }
        Optional<Json> json = JsonText.parse(body);
        if (json.isEmpty() || !(json.get() instanceof Json.Obj object)) {
            return faulty("refusal.not-json");
        }
        return read(object, book);
    }

    /** Reads one request that is an object already. */
    private static Reading read(Json.Obj object, PolicyBook book) {
        Faults faults = new Faults();
        QuoteRequest request = new RequestReader(faults, book.structure().accumulators()).read(object);
        Refusal fault = faults.weightiest();
        return fault == null ? new Understood(request) : new Faulty(fault);
    }

    private static Reading faulty(String sentence) {
        return new Faulty(new Refusal(Refusal.Code.FIELD_INVALID, Texts.of(sentence), ""));
    }

    /**
     * Writes an answer on one line of UTF-8.
     *
     * @param book the one it was computed with
     * @param explain whether to write its trace
     */
    public static byte[] write(Quote quote, PolicyBook book, boolean explain) {
        return AnswerWriter.quote(quote, book.structure().accumulators(), explain);
    }

    /** Writes the error object on one line of UTF-8. */
    public static byte[] write(Refusal refusal) {
        return AnswerWriter.refusal(refusal);
    }
}
