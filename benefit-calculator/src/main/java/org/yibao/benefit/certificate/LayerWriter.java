package org.yibao.benefit.certificate;

import java.util.List;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Layer.AnnualCap;
import org.yibao.benefit.policy.Layer.Deductible;
import org.yibao.benefit.policy.Layer.ShareBands;
import org.yibao.benefit.policy.Layer.ShareRatio;
import org.yibao.benefit.policy.Unit;

/** Writes how a layer that applied is built, its figures by the names of their parameters. */
final class LayerWriter implements Layer.Visitor {
    private final CompactJson json;
    private final BasisWriter.ConditionWriter conditions;

    LayerWriter(CompactJson json, BasisWriter.ConditionWriter conditions) {
        this.json = json;
        this.conditions = conditions;
    }

    @Override
    public void share(Layer.Share layer) {
        json.name("kind").value("share").name("fund").value(layer.fund());
        json.name("base").value(layer.base() == Layer.Base.UNPAID ? "unpaid" : "in_scope");
        deductible(layer.deductible());
        if (layer.proportion() instanceof ShareBands banded) {
            json.name("bands").value(banded.bands());
        } else {
            ShareRatio ratio = (ShareRatio) layer.proportion();
            json.array("ratio").value(ratio.base()).value(ratio.points()).value(ratio.factor());
            json.endArray();
        }
        caps(layer.caps());
    }

    private void deductible(Deductible deductible) {
        json.name("deductible");
        if (deductible instanceof Deductible.PerYear yearly) {
            json.array().value("year").value(yearly.amount()).value(yearly.accumulator());
            json.endArray();
        } else if (deductible instanceof Deductible.PerVisit visit) {
            json.array().value("visit").value(visit.amount()).value(visit.factor());
            json.endArray();
        } else {
            json.value((String) null);
        }
    }

    @Override
    public void beyondCap(Layer.BeyondCap layer) {
        json.name("kind").value("beyond_cap").name("fund").value(layer.fund());
        json.name("ratio").value(layer.ratio());
        caps(layer.caps());
    }

    @Override
    public void increment(Layer.Increment layer) {
        json.name("kind").value("increment").name("fund").value(layer.fund());
        json.name("accumulator").value(layer.accumulator());
        conditions.write("first_selfpay_of", layer.firstSelfpayOf());
        json.name("threshold").value(layer.threshold());
        json.name(layer.rise().unit() == Unit.BANDS ? "bands" : "ratio")
                .value(layer.rise().name());
        caps(layer.caps());
    }

    @Override
    public void count(Layer.Count layer) {
        json.name("kind").value("count").name("accumulator").value(layer.accumulator());
    }

    private void caps(List<AnnualCap> caps) {
        json.array("caps");
        for (AnnualCap cap : caps) {
            json.array().value(cap.limit()).value(cap.accumulator()).endArray();
        }
        json.endArray();
    }
}
