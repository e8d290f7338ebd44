package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.Band;
import org.yibao.benefit.certificate.check.Basis.Bands;
import org.yibao.benefit.certificate.check.Basis.Cap;
import org.yibao.benefit.certificate.check.Basis.Points;
import org.yibao.benefit.certificate.check.Basis.Ratio;
import org.yibao.benefit.certificate.check.Basis.Value;
import org.yibao.benefit.certificate.check.Basis.Yuan;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Reads the unit and the value of a parameter. */
final class ValueReader {
    private static final Set<String> UNITS = Set.of("yuan", "cap", "ratio", "points", "bands");

    private final Cursor in;

    ValueReader(Cursor in) {
        this.in = in;
    }

    Value value() throws IOException, Malformed {
        String unit = in.field("unit").oneOf(UNITS);
        in.field("value");
        return switch (unit) {
            case "yuan" -> new Yuan(in.amount());
            case "cap" -> new Cap(amountOrNull());
            case "ratio" -> new Ratio(in.ratio());
            case "points" -> new Points(points());
            default -> bands();
        };
    }

    private @Nullable Long amountOrNull() throws IOException, Malformed {
        return in.skippedNull() ? null : in.amount();
    }

    private BigDecimal points() throws IOException, Malformed {
        BigDecimal points = in.decimalHere();
        in.require(points.abs().compareTo(BigDecimal.ONE) <= 0, Fault.RANGE);
        in.next();
        return points;
    }

    /** Bands in rising order, the last one open. */
    private Bands bands() throws IOException, Malformed {
        List<Band> bands = new ArrayList<>();
        long reached = -1;
        boolean open = false;
        in.beginArray();
        while (!in.atEnd()) {
            in.require(!open, Fault.ORDER);
            in.beginArray();
            open = in.skippedNull();
            Long to = null;
            if (!open) {
                in.require(in.wholeHere() > reached, Fault.ORDER);
                reached = in.wholeHere();
                to = in.amount();
            }
            bands.add(new Band(to, in.ratio()));
            in.endArray();
        }
        in.require(open, Fault.ORDER);
        in.endArray();
        return new Bands(bands);
    }
}
