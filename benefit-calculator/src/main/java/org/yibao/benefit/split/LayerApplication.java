package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Layer.AnnualCap;
import org.yibao.benefit.policy.Layer.Deductible;
import org.yibao.benefit.policy.Layer.ShareRatio;
import org.yibao.benefit.policy.ParameterUse;
import org.yibao.benefit.policy.Unit;
import org.yibao.benefit.policy.Value;

/** Carries out each kind of layer on the ledger. */
final class LayerApplication implements Layer.Visitor {
    private final Ledger ledger;
    private final LineSplitter lines;
    private final ParameterDesk desk;
    private final Trace trace;

    LayerApplication(Ledger ledger, LineSplitter lines, ParameterDesk desk, Trace trace) {
        this.ledger = ledger;
        this.lines = lines;
        this.desk = desk;
        this.trace = trace;
    }

    @Override
    public void share(Layer.Share layer) {
        Map<String, String> inputs = inputs("inscp_scp_amt", ledger.inscp());
        if (layer.deductible() instanceof Deductible.PerYear yearly) {
            putBefore(inputs, yearly.accumulator());
        }
        putUsed(inputs, layer.cap());
        Amount borne = deductible(layer.deductible());
        Amount base = ledger.inscp().minus(borne);
        Rate rate = rate(layer.ratio());
        Amount wanted = Exact.share(base, rate);
        Capped capped = cap(wanted, layer.cap());
        String text = Texts.of(
                "step.share",
                layer.label().title(),
                ledger.inscp().toString(),
                borne.toString(),
                base.toString(),
                rate.toString(),
                capped.words());
        ledger.bear(borne);
        ledger.remember(new Ledger.SharePaid(base, rate, wanted, capped.paid()));
        ledger.pay(layer.fund(), capped.paid(), text);
        inputs.put("act_pay_dedc", borne.toString());
        inputs.put("ratio", rate.toString());
        inputs.put("exact", rate.of(base).toPlainString());
        trace.addRounded(layer.label().id(), inputs, capped.paid(), text);
    }

    private Amount deductible(Deductible deductible) {
        if (deductible instanceof Deductible.PerYear yearly) {
            Amount left = money(yearly.amount()).minus(ledger.accumulated(yearly.accumulator()));
            Amount borne = ledger.inscp().min(Amount.ZERO.max(left));
            ledger.accumulate(yearly.accumulator(), borne);
            return borne;
        }
        if (deductible instanceof Deductible.PerVisit visit) {
            String factor = visit.factor();
            Rate times = factor == null ? Rate.WHOLE : ratio(factor);
            return ledger.inscp().min(Exact.share(money(visit.amount()), times));
        }
        return Amount.ZERO;
    }

    private Rate rate(ShareRatio ratio) {
        Rate rate = ratio(ratio.base());
        if (ratio.points() != null) {
            rate = rate.plus(desk.value(ratio.points(), Value.Points.class).rate());
        }
        if (ratio.factor() != null) {
            rate = rate.times(ratio(ratio.factor()));
        }
        return rate.clamped();
    }

    @Override
    public void beyondCap(Layer.BeyondCap layer) {
        Amount above = ledger.lastShare().expenseAboveCap();
        Map<String, String> inputs = inputs("above_cap", above);
        putUsed(inputs, layer.cap());
        Rate rate = ratio(layer.ratio());
        Capped capped = cap(Exact.share(above, rate), layer.cap());
        String text =
                Texts.of("step.beyond-cap", layer.label().title(), above.toString(), rate.toString(), capped.words());
        ledger.pay(layer.fund(), capped.paid(), text);
        inputs.put("ratio", rate.toString());
        inputs.put("exact", rate.of(above).toPlainString());
        trace.addRounded(layer.label().id(), inputs, capped.paid(), text);
    }

    @Override
    public void increment(Layer.Increment layer) {
        Amount burden = ledger.unpaid().plus(lines.firstSelfpay(layer.firstSelfpayOf()));
        Amount before = ledger.accumulated(layer.accumulator());
        Map<String, String> inputs = inputs("burden", burden);
        putBefore(inputs, layer.accumulator());
        putUsed(inputs, layer.cap());
        Amount after = before.plus(burden);
        Amount threshold = money(layer.threshold());
        Value.Bands bands = bands(layer.rise());
        BigDecimal exactAfter = bands.of(after, threshold);
        BigDecimal exactBefore = bands.of(before, threshold);
        Amount wanted = Amount.roundHalfUp(exactAfter).minus(Amount.roundHalfUp(exactBefore));
        Capped capped = cap(wanted, layer.cap());
        ledger.accumulate(layer.accumulator(), burden);
        String text = Texts.of(
                "step.increment",
                layer.label().title(),
                burden.toString(),
                before.toString(),
                after.toString(),
                threshold.toString(),
                bands.toString(),
                capped.words());
        ledger.pay(layer.fund(), capped.paid(), text);
        inputs.put("exact_after", exactAfter.toPlainString());
        inputs.put("exact_before", exactBefore.toPlainString());
        trace.addRounded(layer.label().id(), inputs, capped.paid(), text);
    }

    /** One ratio is one band without end. */
    private Value.Bands bands(ParameterUse rise) {
        return rise.unit() == Unit.BANDS
                ? desk.value(rise.name(), Value.Bands.class)
                : new Value.Bands(List.of(new Value.Band(null, ratio(rise.name()))));
    }

    @Override
    public void count(Layer.Count layer) {
        ledger.countOne(layer.accumulator());
        String now = Long.toString(ledger.value(layer.accumulator()));
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put(layer.accumulator(), now);
        trace.addExact(
                layer.label().id(),
                inputs,
                Amount.ZERO,
                Texts.of("step.count", layer.label().title(), now));
    }

    /** @param words how the cap came in, as the end of a sentence */
    private record Capped(Amount paid, String words) {}

    private Capped cap(Amount wanted, @Nullable AnnualCap cap) {
        if (cap == null) {
            return new Capped(wanted, Texts.of("cap.none", wanted.toString()));
        }
        Value.Cap limit = desk.value(cap.limit(), Value.Cap.class);
        Amount used = ledger.accumulated(cap.accumulator());
        Amount paid = limit.cut(wanted, used);
        ledger.accumulate(cap.accumulator(), paid);
        String words = paid.equals(wanted)
                ? Texts.of("cap.none", wanted.toString())
                : Texts.of("cap.cut", wanted.toString(), limit.toString(), used.toString(), paid.toString());
        return new Capped(paid, words);
    }

    private Rate ratio(String parameter) {
        return desk.value(parameter, Value.Ratio.class).rate();
    }

    private Amount money(String parameter) {
        return desk.value(parameter, Value.Money.class).amount();
    }

    private void putUsed(Map<String, String> inputs, @Nullable AnnualCap cap) {
        if (cap != null) {
            putBefore(inputs, cap.accumulator());
        }
    }

    /** To be called before the layer adds to the accumulator. */
    private void putBefore(Map<String, String> inputs, String accumulator) {
        inputs.put(accumulator, ledger.accumulated(accumulator).toString());
    }

    private static Map<String, String> inputs(String name, Amount amount) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put(name, amount.toString());
        return inputs;
    }
}
