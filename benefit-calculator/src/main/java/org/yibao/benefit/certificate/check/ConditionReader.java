package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Reads facts and conditions, and keeps what is asked for and the control total of their numbers. */
final class ConditionReader {
    private final Cursor in;
    private final Set<String> asked = new HashSet<>();
    private BigDecimal control = BigDecimal.ZERO;
    private int place;

    ConditionReader(Cursor in) {
        this.in = in;
    }

    Set<String> asked() {
        return asked;
    }

    BigDecimal control() {
        return control;
    }

    Condition when() throws IOException, Malformed {
        return condition("when");
    }

    Condition condition(String field) throws IOException, Malformed {
        in.field(field).beginObject();
        List<Condition.Demand> demands = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (!in.atEnd()) {
            String dimension = in.name();
            in.require(seen.add(dimension), Fault.TWICE);
            asked.add(dimension);
            demands.add(in.atArray() ? new Condition.AnyOf(dimension, texts()) : between(dimension));
        }
        in.endObject();
        return new Condition(demands);
    }

    private Condition.Between between(String dimension) throws IOException, Malformed {
        in.beginObject();
        boolean open = in.atField("above");
        in.field(open ? "above" : "from");
        BigDecimal from = taken(in.decimal());
        BigDecimal to = in.atField("to") ? taken(in.field("to").decimal()) : null;
        in.endObject();
        return new Condition.Between(dimension, from, open, to);
    }

    @Nullable
    BigDecimal number() throws IOException, Malformed {
        return in.skippedNull() ? null : taken(in.decimal());
    }

    private BigDecimal taken(BigDecimal number) {
        place++;
        control = control.add(number.multiply(BigDecimal.valueOf(place)));
        return number;
    }

    /** Texts in rising order. */
    List<String> texts() throws IOException, Malformed {
        List<String> texts = new ArrayList<>();
        in.beginArray();
        while (!in.atEnd()) {
            String next = in.textHere();
            in.require(texts.isEmpty() || texts.get(texts.size() - 1).compareTo(next) < 0, Fault.ORDER);
            texts.add(next);
            in.next();
        }
        in.endArray();
        return texts;
    }
}
