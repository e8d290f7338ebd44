package org.yibao.benefit.report;

import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Layer.AnnualCap;
import org.yibao.benefit.policy.Layer.Deductible;
import org.yibao.benefit.policy.Layer.Proportion;
import org.yibao.benefit.policy.Layer.ShareBands;
import org.yibao.benefit.policy.Layer.ShareRatio;
import org.yibao.benefit.policy.Unit;

/** What each kind of layer does, as traits. */
final class LayerTraits implements Layer.Visitor {
    private final Names names;
    private final List<Trait> traits = new ArrayList<>();

    private LayerTraits(Names names) {
        this.names = names;
    }

    static List<Trait> of(Layer layer, Names names) {
        LayerTraits words = new LayerTraits(names);
        Condition when = layer.label().when();
        words.traits.add(Trait.text(Words.of("trait.title"), layer.label().title()));
        layer.accept(words);
        if (!when.tests().isEmpty()) {
            words.add("when", ConditionWords.identity(when), names.conditions().of(when));
        }
        return words.traits;
    }

    @Override
    public void share(Layer.Share layer) {
        kind("share", layer.fund());
        boolean whole = layer.base() == Layer.Base.IN_SCOPE;
        add("base", layer.base().name(), Words.of(whole ? "base.in-scope" : "base.unpaid"));
        add("deductible", layer.deductible().toString(), deductible(layer.deductible()));
        add("proportion", layer.proportion().toString(), proportion(layer.proportion()));
        caps(layer.caps());
    }

    private String deductible(Deductible deductible) {
        if (deductible instanceof Deductible.PerYear yearly) {
            return Words.of(
                    "deductible.year", names.parameter(yearly.amount()), names.accumulator(yearly.accumulator()));
        }
        if (deductible instanceof Deductible.PerVisit visit) {
            return visit.factor() == null
                    ? Words.of("deductible.visit", names.parameter(visit.amount()))
                    : Words.of(
                            "deductible.visit-factor",
                            names.parameter(visit.amount()),
                            names.parameter(visit.factor()));
        }
        return Words.of("deductible.none");
    }

    private String proportion(Proportion proportion) {
        if (proportion instanceof ShareBands banded) {
            return Words.of("proportion.bands", names.parameter(banded.bands()));
        }
        ShareRatio ratio = (ShareRatio) proportion;
        String words = names.parameter(ratio.base());
        if (ratio.points() != null) {
            words = Words.of("proportion.points", words, names.parameter(ratio.points()));
        }
        return ratio.factor() == null ? words : Words.of("proportion.factor", words, names.parameter(ratio.factor()));
    }

    @Override
    public void beyondCap(Layer.BeyondCap layer) {
        kind("beyond_cap", layer.fund());
        add("proportion", layer.ratio(), names.parameter(layer.ratio()));
        caps(layer.caps());
    }

    @Override
    public void increment(Layer.Increment layer) {
        kind("increment", layer.fund());
        add("accumulator", layer.accumulator(), names.accumulator(layer.accumulator()));
        add(
                "burden",
                ConditionWords.identity(layer.firstSelfpayOf()),
                Words.of("burden", names.conditions().of(layer.firstSelfpayOf())));
        add("threshold", layer.threshold(), names.parameter(layer.threshold()));
        String rise = names.parameter(layer.rise().name());
        boolean banded = layer.rise().unit() == Unit.BANDS;
        add("proportion", layer.rise().toString(), banded ? Words.of("proportion.bands", rise) : rise);
        caps(layer.caps());
    }

    @Override
    public void count(Layer.Count layer) {
        add("kind", "count", Words.of("kind.count"));
        add("accumulator", layer.accumulator(), names.accumulator(layer.accumulator()));
    }

    private void kind(String kind, String fund) {
        add("kind", kind, Words.of("kind." + kind));
        add("fund", fund, names.fund(fund));
    }

    private void caps(List<AnnualCap> caps) {
        if (!caps.isEmpty()) {
            List<String> words = caps.stream()
                    .map(cap -> Words.of("cap", names.parameter(cap.limit()), names.accumulator(cap.accumulator())))
                    .toList();
            add("cap", caps.toString(), Words.clauses(words));
        }
    }

    private void add(String name, String identity, String words) {
        traits.add(Trait.of(Words.of("trait." + name), identity, words));
    }
}
