package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.BeyondCap;
import org.yibao.benefit.certificate.check.Basis.CapRule;
import org.yibao.benefit.certificate.check.Basis.Count;
import org.yibao.benefit.certificate.check.Basis.Deductible;
import org.yibao.benefit.certificate.check.Basis.Increment;
import org.yibao.benefit.certificate.check.Basis.LayerRule;
import org.yibao.benefit.certificate.check.Basis.LeftOut;
import org.yibao.benefit.certificate.check.Basis.Proportion;
import org.yibao.benefit.certificate.check.Basis.Share;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Reads the layers of a scheme. */
final class LayerReader {
    private static final Set<String> KINDS = Set.of("share", "beyond_cap", "increment", "count");
    private static final Set<String> BASES = Set.of("in_scope", "unpaid");
    private static final Set<String> PERIODS = Set.of("year", "visit");

    private final Cursor in;
    private final ConditionReader conditions;

    LayerReader(Cursor in, ConditionReader conditions) {
        this.in = in;
        this.conditions = conditions;
    }

    List<LayerRule> layers() throws IOException, Malformed {
        List<LayerRule> layers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        in.field("layers").beginArray();
        while (!in.atEnd()) {
            in.beginObject();
            String id = in.field("id").textHere();
            in.require(ids.add(id), Fault.TWICE);
            in.next();
            Condition when = conditions.when();
            layers.add(in.atEnd() ? new LeftOut(id, when) : layer(id, when));
            in.endObject();
        }
        in.endArray();
        return layers;
    }

    private LayerRule layer(String id, Condition when) throws IOException, Malformed {
        return switch (oneOf("kind", KINDS)) {
            case "share" -> share(id, when);
            case "beyond_cap" ->
                new BeyondCap(
                        id, when, in.field("fund").text(), in.field("ratio").text(), caps());
            case "increment" -> increment(id, when);
            default -> new Count(id, when, in.field("accumulator").text());
        };
    }

    private String oneOf(String field, Set<String> codes) throws IOException, Malformed {
        return in.field(field).oneOf(codes);
    }

    private Share share(String id, Condition when) throws IOException, Malformed {
        String fund = in.field("fund").text();
        boolean unpaid = oneOf("base", BASES).equals("unpaid");
        return new Share(id, when, fund, unpaid, deductible(), proportion(), caps());
    }

    private @Nullable Deductible deductible() throws IOException, Malformed {
        if (in.field("deductible").skippedNull()) {
            return null;
        }
        in.beginArray();
        boolean yearly = in.oneOf(PERIODS).equals("year");
        String amount = in.text();
        Deductible deductible = new Deductible(yearly, amount, yearly ? in.text() : in.textOrNull());
        in.endArray();
        return deductible;
    }

    private Proportion proportion() throws IOException, Malformed {
        if (in.atField("bands")) {
            return new Basis.ByBands(in.field("bands").text());
        }
        in.field("ratio").beginArray();
        Proportion ratio = new Basis.ByRatio(in.text(), in.textOrNull(), in.textOrNull());
        in.endArray();
        return ratio;
    }

    private Increment increment(String id, Condition when) throws IOException, Malformed {
        String fund = in.field("fund").text();
        String accumulator = in.field("accumulator").text();
        Condition firstSelfpayOf = conditions.condition("first_selfpay_of");
        String threshold = in.field("threshold").text();
        boolean banded = in.atField("bands");
        String rise = in.field(banded ? "bands" : "ratio").text();
        return new Increment(id, when, fund, accumulator, firstSelfpayOf, threshold, banded, rise, caps());
    }

    private List<CapRule> caps() throws IOException, Malformed {
        List<CapRule> caps = new ArrayList<>();
        in.field("caps").beginArray();
        while (!in.atEnd()) {
            in.beginArray();
            caps.add(new CapRule(in.text(), in.text()));
            in.endArray();
        }
        in.endArray();
        return caps;
    }
}
