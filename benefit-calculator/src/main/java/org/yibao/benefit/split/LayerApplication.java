package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Layer.AnnualCap;
import org.yibao.benefit.policy.Layer.Deductible;
import org.yibao.benefit.policy.Layer.Proportion;
import org.yibao.benefit.policy.Layer.ShareBands;
import org.yibao.benefit.policy.Layer.ShareRatio;
import org.yibao.benefit.policy.ParameterUse;
import org.yibao.benefit.policy.Unit;
import org.yibao.benefit.policy.Value;
import org.yibao.benefit.split.LayerStep.Banded;
import org.yibao.benefit.split.LayerStep.CapTaken;
import org.yibao.benefit.split.LayerStep.DeductibleTaken;
import org.yibao.benefit.split.LayerStep.Flat;
import org.yibao.benefit.split.LayerStep.ProportionTaken;

/** Carries out each kind of layer on the ledger, and keeps what it did. */
final class LayerApplication implements Layer.Visitor {
    private final Ledger ledger;
    private final LineSplitter lines;
    private final ParameterDesk desk;
    private final List<LayerStep> steps = new ArrayList<>();
    private LayerStep.@Nullable Share lastShare;

    LayerApplication(Ledger ledger, LineSplitter lines, ParameterDesk desk) {
        this.ledger = ledger;
        this.lines = lines;
        this.desk = desk;
    }

    List<LayerStep> steps() {
        return steps;
    }

    @Override
    public void share(Layer.Share layer) {
        Amount expense = layer.base() == Layer.Base.IN_SCOPE ? ledger.inscp() : ledger.open();
        DeductibleTaken deductible = deductible(layer.deductible(), expense);
        Amount base = expense.minus(deductible.borne());
        ProportionTaken proportion = proportion(layer.proportion());
        BigDecimal exact = exact(proportion, base);
        Amount wanted = Amount.roundHalfUp(exact).min(ledger.open());
        List<CapTaken> caps = caps(wanted, layer.caps());
        LayerStep.Share step = new LayerStep.Share(
                layer, expense, deductible, base, proportion, exact, wanted, caps, allowed(wanted, caps));
        if (deductible.accumulator() != null) {
            ledger.accumulate(deductible.accumulator(), deductible.borne());
        }
        ledger.bear(deductible.borne());
        lastShare = step;
        pay(step, layer.fund(), caps);
    }

    private DeductibleTaken deductible(Deductible deductible, Amount expense) {
        if (deductible instanceof Deductible.PerYear yearly) {
            Found whole = desk.found(yearly.amount());
            Amount before = ledger.accumulated(yearly.accumulator());
            Amount due = Amount.ZERO.max(whole.amount().minus(before));
            return new DeductibleTaken(whole, null, due, yearly.accumulator(), before, expense.min(due));
        }
        if (deductible instanceof Deductible.PerVisit visit) {
            Found whole = desk.found(visit.amount());
            Found factor = visit.factor() == null ? null : desk.found(visit.factor());
            Amount due = factor == null ? whole.amount() : Exact.share(whole.amount(), factor.rate());
            return new DeductibleTaken(whole, factor, due, null, Amount.ZERO, expense.min(due));
        }
        return DeductibleTaken.NONE;
    }

    private ProportionTaken proportion(Proportion proportion) {
        if (proportion instanceof ShareBands banded) {
            return new Banded(desk.found(banded.bands()));
        }
        ShareRatio ratio = (ShareRatio) proportion;
        Found base = desk.found(ratio.base());
        Rate rate = base.rate();
        Found points = ratio.points() == null ? null : desk.found(ratio.points());
        if (points != null) {
            rate = rate.plus(((Value.Points) points.value()).rate());
        }
        Found factor = ratio.factor() == null ? null : desk.found(ratio.factor());
        if (factor != null) {
            rate = rate.times(factor.rate());
        }
        return new Flat(base, points, factor, rate.clamped());
    }

    private static BigDecimal exact(ProportionTaken proportion, Amount base) {
        if (proportion instanceof Flat flat) {
            return flat.rate().of(base);
        }
        return ((Value.Bands) ((Banded) proportion).bands().value()).of(base, Amount.ZERO);
    }

    @Override
    public void beyondCap(Layer.BeyondCap layer) {
        Amount above = lastShare == null ? Amount.ZERO : lastShare.expenseAboveCap();
        Found ratio = desk.found(layer.ratio());
        Rate rate = ratio.rate();
        BigDecimal exact = rate.of(above);
        Amount wanted = Amount.roundHalfUp(exact).min(ledger.open());
        List<CapTaken> caps = caps(wanted, layer.caps());
        pay(
                new LayerStep.BeyondCap(layer, above, ratio, rate, exact, wanted, caps, allowed(wanted, caps)),
                layer.fund(),
                caps);
    }

    @Override
    public void increment(Layer.Increment layer) {
        Amount unpaid = ledger.unpaid();
        Amount firstSelfpay = lines.firstSelfpay(layer.firstSelfpayOf());
        Amount burden = Amount.ZERO.max(unpaid.plus(firstSelfpay));
        Amount before = ledger.accumulated(layer.accumulator());
        Amount after = before.plus(burden);
        Found threshold = desk.found(layer.threshold());
        Found rise = desk.found(layer.rise().name());
        Value.Bands bands = bands(layer.rise(), rise);
        BigDecimal exactBefore = bands.of(before, threshold.amount());
        BigDecimal exactAfter = bands.of(after, threshold.amount());
        Amount wanted = Amount.roundHalfUp(exactAfter).minus(Amount.roundHalfUp(exactBefore));
        List<CapTaken> caps = caps(wanted, layer.caps());
        ledger.accumulate(layer.accumulator(), burden);
        pay(
                new LayerStep.Increment(
                        layer,
                        unpaid,
                        firstSelfpay,
                        burden,
                        before,
                        after,
                        threshold,
                        rise,
                        exactBefore,
                        exactAfter,
                        wanted,
                        caps,
                        allowed(wanted, caps)),
                layer.fund(),
                caps);
    }

    /** One ratio is one band without end. */
    private static Value.Bands bands(ParameterUse use, Found rise) {
        return use.unit() == Unit.BANDS
                ? (Value.Bands) rise.value()
                : new Value.Bands(List.of(new Value.Band(null, rise.rate())));
    }

    @Override
    public void count(Layer.Count layer) {
        steps.add(new LayerStep.Count(layer, ledger.value(layer.accumulator())));
        ledger.countOne(layer.accumulator());
    }

    private List<CapTaken> caps(Amount wanted, List<AnnualCap> caps) {
        List<CapTaken> taken = new ArrayList<>(caps.size());
        Amount allowed = wanted;
        for (AnnualCap cap : caps) {
            Found limit = desk.found(cap.limit());
            Amount used = ledger.accumulated(cap.accumulator());
            allowed = ((Value.Cap) limit.value()).cut(allowed, used);
            taken.add(new CapTaken(limit, cap.accumulator(), used, allowed));
        }
        return taken;
    }

    private static Amount allowed(Amount wanted, List<CapTaken> caps) {
        return caps.isEmpty() ? wanted : caps.get(caps.size() - 1).allowed();
    }

    private void pay(LayerStep step, String fund, List<CapTaken> caps) {
        caps.forEach(cap -> ledger.accumulate(cap.accumulator(), step.paid()));
        ledger.pay(fund, step.paid());
        steps.add(step);
    }
}
