package org.yibao.benefit.certificate.check;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.certificate.check.Basis.Band;
import org.yibao.benefit.certificate.check.Basis.Bands;
import org.yibao.benefit.certificate.check.Basis.BeyondCap;
import org.yibao.benefit.certificate.check.Basis.ByBands;
import org.yibao.benefit.certificate.check.Basis.ByRatio;
import org.yibao.benefit.certificate.check.Basis.CapRule;
import org.yibao.benefit.certificate.check.Basis.Count;
import org.yibao.benefit.certificate.check.Basis.Deductible;
import org.yibao.benefit.certificate.check.Basis.Increment;
import org.yibao.benefit.certificate.check.Basis.LayerRule;
import org.yibao.benefit.certificate.check.Basis.LeftOut;
import org.yibao.benefit.certificate.check.Basis.Share;
import org.yibao.benefit.certificate.check.Verdict.Fault;

/** Applies each layer again, in order. */
final class StepFigures {
    private final Basis basis;
    private final Rules rules;
    private final LineFigures lines;
    private final Statement statement;
    private final Map<String, Long> cum;
    private final Map<String, Long> funds = new LinkedHashMap<>();
    private long paid;
    private long borne;
    private int applied;
    private @Nullable Cut cut;

    StepFigures(Basis basis, Rules rules, LineFigures lines, Statement statement) {
        this.basis = basis;
        this.rules = rules;
        this.lines = lines;
        this.statement = statement;
        this.cum = new LinkedHashMap<>(basis.cum());
    }

    /** What the caps of a share at one ratio left unpaid. */
    private record Cut(long base, long paid, BigDecimal ratio) {}

    void agree() throws IOException, Malformed {
        statement.field("steps").array();
        for (LayerRule layer : basis.layers()) {
            if (!(layer instanceof LeftOut)) {
                applied++;
                statement.object().field("layer").text(layer.id());
                agreeOn(layer);
                statement.endObject();
            }
        }
        statement.endArray();
    }

    private void agreeOn(LayerRule layer) throws IOException, Malformed {
        Map<String, Long> added = new LinkedHashMap<>();
        if (layer instanceof Share share) {
            share(share, added);
        } else if (layer instanceof BeyondCap beyond) {
            beyondCap(beyond, added);
        } else if (layer instanceof Increment increment) {
            increment(increment, added);
        } else if (layer instanceof Count count) {
            added.put(count.accumulator(), 1L);
        }
        statement.field("cum").object();
        for (Map.Entry<String, Long> each : added.entrySet()) {
            long before = accumulated(each.getKey());
            long after = Math.addExact(before, each.getValue());
            statement.field(each.getKey()).array().amount(before).amount(after).endArray();
            cum.put(each.getKey(), after);
        }
        statement.endObject();
    }

    private long accumulated(String code) throws Malformed {
        Long value = cum.get(code);
        if (value == null) {
            throw new Malformed(Fault.NAME, "/basis/cum/" + code);
        }
        return value;
    }

    private void share(Share layer, Map<String, Long> added) throws IOException, Malformed {
        long expense = layer.ofUnpaid() ? open() : lines.inscp();
        statement.field("expense").amount(expense).field("deductible");
        long base = expense - deductible(layer.deductible(), expense, added);
        statement.field("base").amount(base);
        BigDecimal ratio = null;
        BigDecimal exact;
        if (layer.proportion() instanceof ByRatio rule) {
            ratio = ratio(rule);
            exact = Fen.share(base, ratio);
            statement.field("ratio").exact(ratio);
        } else {
            exact = rules.bands(((ByBands) layer.proportion()).bands()).of(base, 0);
        }
        statement.field("exact").exact(exact);
        long wanted = Math.min(Fen.rounded(exact), open());
        long pays = payment(layer.fund(), wanted, layer.caps(), added);
        cut = pays == wanted || ratio == null ? null : new Cut(base, pays, ratio);
    }

    /** @return what the person bears of the expense */
    private long deductible(@Nullable Deductible rule, long expense, Map<String, Long> added)
            throws IOException, Malformed {
        if (rule == null) {
            statement.text(null);
            return 0;
        }
        statement.array();
        long whole = rules.yuan(rule.amount());
        String detail = rule.detail();
        long due;
        if (rule.yearly() && detail != null) {
            long open = whole - accumulated(detail);
            due = Math.max(0, open);
            statement.balance(open);
        } else {
            BigDecimal exact = Fen.share(whole, detail == null ? BigDecimal.ONE : rules.ratio(detail));
            due = Fen.rounded(exact);
            statement.exact(exact);
        }
        long bears = Math.min(expense, due);
        statement.amount(due).amount(bears).endArray();
        if (rule.yearly() && detail != null) {
            added.put(detail, bears);
        }
        borne += bears;
        return bears;
    }

    /** {@code (base + points) × factor}, kept between 0 and 1. */
    private BigDecimal ratio(ByRatio rule) throws Malformed {
        BigDecimal ratio = rules.ratio(rule.base());
        if (rule.points() != null) {
            ratio = ratio.add(rules.points(rule.points()));
        }
        if (rule.factor() != null) {
            ratio = ratio.multiply(rules.ratio(rule.factor()));
        }
        return ratio.max(BigDecimal.ZERO).min(BigDecimal.ONE);
    }

    /** The in-scope expense that no layer has paid so far: what a share can pay at most. */
    private long open() {
        return Math.max(0, lines.inscp() - paid);
    }

    private void beyondCap(BeyondCap layer, Map<String, Long> added) throws IOException, Malformed {
        long above = 0;
        if (cut == null) {
            statement.field("consumed").text(null);
        } else {
            Fen.Fraction consumed = Fen.Fraction.quotient(cut.paid(), cut.ratio());
            above = cut.base() - consumed.rounded();
            statement.field("consumed").text(consumed.toString());
        }
        BigDecimal ratio = rules.ratio(layer.ratio());
        BigDecimal exact = Fen.share(above, ratio);
        statement.field("above").amount(above).field("ratio").exact(ratio);
        statement.field("exact").exact(exact);
        payment(layer.fund(), Math.min(Fen.rounded(exact), open()), layer.caps(), added);
    }

    private void increment(Increment layer, Map<String, Long> added) throws IOException, Malformed {
        long unpaid = lines.inscp() - paid;
        long firstSelfpay = lines.firstSelfpay(layer.firstSelfpayOf());
        long burden = Math.max(0, unpaid + firstSelfpay);
        long before = accumulated(layer.accumulator());
        long after = Math.addExact(before, burden);
        statement.field("unpaid").balance(unpaid).field("first_selfpay").amount(firstSelfpay);
        statement.field("burden").amount(burden);
        statement.field("before").amount(before).field("after").amount(after);
        long threshold = rules.yuan(layer.threshold());
        Bands bands = layer.banded()
                ? rules.bands(layer.rise())
                : new Bands(List.of(new Band(null, rules.ratio(layer.rise()))));
        BigDecimal exactBefore = bands.of(before, threshold);
        BigDecimal exactAfter = bands.of(after, threshold);
        statement.field("exact_before").exact(exactBefore);
        statement.field("exact_after").exact(exactAfter);
        added.put(layer.accumulator(), burden);
        payment(layer.fund(), Fen.rounded(exactAfter) - Fen.rounded(exactBefore), layer.caps(), added);
    }

    /** @return what the fund pays, after the caps one by one */
    private long payment(String fund, long wanted, List<CapRule> caps, Map<String, Long> added)
            throws IOException, Malformed {
        if (!basis.funds().containsKey(fund)) {
            throw new Malformed(Fault.NAME, "/basis/funds/" + fund);
        }
        statement.field("wanted").amount(wanted).field("caps").array();
        long pays = wanted;
        for (CapRule cap : caps) {
            Long limit = rules.cap(cap.limit()).fen();
            long used = accumulated(cap.accumulator());
            statement.array();
            if (limit == null) {
                statement.text(null);
            } else {
                statement.balance(limit - used);
                pays = Math.min(pays, Math.max(0, limit - used));
            }
            statement.amount(pays).endArray();
        }
        statement.endArray().field("paid").amount(pays);
        for (CapRule cap : caps) {
            added.merge(cap.accumulator(), pays, Math::addExact);
        }
        funds.merge(fund, pays, Math::addExact);
        paid = Math.addExact(paid, pays);
        return pays;
    }

    /** By the type of the fund, those that no layer pays from left out. */
    Map<String, Long> funds() {
        return funds;
    }

    Map<String, Long> cum() {
        return cum;
    }

    long paid() {
        return paid;
    }

    long borne() {
        return borne;
    }

    int applied() {
        return applied;
    }
}
