package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Verdict.Difference;

/** Holds what a certificate states, figure by figure, against what was derived. */
final class Statement {
    /** Differences that are kept; more tell nothing more. */
    static final int DIFFERENCES_MAX = 100;

    private static final String NOT_NEGATIVE = ">=0";

    private final Cursor in;
    private final List<Difference> differences = new ArrayList<>();
    private int figures;

    Statement(Cursor in) {
        this.in = in;
    }

    Cursor in() {
        return in;
    }

    List<Difference> differences() {
        return differences;
    }

    int figures() {
        return figures;
    }

    /** @param derived an amount or a count, which may not be negative */
    Statement amount(long derived) throws IOException, Malformed {
        if (derived < 0) {
            agreeHere(Long.toString(in.wholeHere()), NOT_NEGATIVE);
            in.next();
            return this;
        }
        return balance(derived);
    }

    /** @param derived a difference, which may be negative */
    Statement balance(long derived) throws IOException, Malformed {
        long stated = in.wholeHere();
        if (stated == derived) {
            figures++;
        } else {
            agreeHere(Long.toString(stated), Long.toString(derived));
        }
        in.next();
        return this;
    }

    Statement exact(@Nullable BigDecimal derived) throws IOException, Malformed {
        if (derived == null) {
            return text(null);
        }
        BigDecimal stated = in.decimalHere();
        if (stated.compareTo(derived) == 0) {
            figures++;
        } else {
            agreeHere(plain(stated), plain(derived));
        }
        in.next();
        return this;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** @param derived null where null has to stand */
    Statement text(@Nullable String derived) throws IOException, Malformed {
        if (derived == null) {
            in.require(in.skippedNull(), Verdict.Fault.VALUE);
            figures++;
            return this;
        }
        agreeHere(in.textHere(), derived);
        in.next();
        return this;
    }

    Statement flag(boolean derived) throws IOException, Malformed {
        String path = in.path();
        agree(path, String.valueOf(in.flag()), String.valueOf(derived));
        return this;
    }

    private void agreeHere(String stated, String derived) {
        figures++;
        if (!stated.equals(derived)) {
            differ(in.path(), stated, derived);
        }
    }

    /** What does not stand in the derivation, but in the basis or nowhere. */
    void agree(String path, String stated, String derived) {
        figures++;
        if (!stated.equals(derived)) {
            differ(path, stated, derived);
        }
    }

    private void differ(String path, String stated, String derived) {
        if (differences.size() < DIFFERENCES_MAX) {
            differences.add(new Difference(path, stated, derived));
        }
    }

    Statement field(String name) throws IOException, Malformed {
        in.field(name);
        return this;
    }

    Statement array() throws IOException, Malformed {
        in.beginArray();
        return this;
    }

    Statement endArray() throws IOException, Malformed {
        in.endArray();
        return this;
    }

    Statement object() throws IOException, Malformed {
        in.beginObject();
        return this;
    }

    Statement endObject() throws IOException, Malformed {
        in.endObject();
        return this;
    }
}
