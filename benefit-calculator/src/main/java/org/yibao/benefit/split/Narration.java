package org.yibao.benefit.split;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Texts;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.TraceStep.UsedParameter;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Value;
import org.yibao.benefit.split.LayerStep.Banded;
import org.yibao.benefit.split.LayerStep.CapTaken;
import org.yibao.benefit.split.LayerStep.Flat;
import org.yibao.benefit.split.LayerStep.ProportionTaken;

/** Puts the steps of a calculation into words, and into the rows of the quote contract's {@code trace}. */
final class Narration {
    private final Structure structure;

    Narration(Structure structure) {
        this.structure = structure;
    }

    List<TraceStep> trace(Derivation derivation) {
        List<TraceStep> rows = new ArrayList<>();
        derivation.lines().forEach(step -> rows.add(row(step)));
        derivation.layers().forEach(step -> rows.add(row(step)));
        rows.add(row(derivation.account()));
        return rows;
    }

    private static TraceStep row(LineStep step) {
        FeeLine line = step.line();
        LineSplit split = step.split();
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("feedetl_sn", line.number());
        inputs.put("cnt", line.count().toPlainString());
        inputs.put("pric", line.price().toPlainString());
        inputs.put("det_item_fee_sumamt", line.amount().toString());
        if (line.priceCeiling() != null) {
            inputs.put("pric_uplmt_amt", line.priceCeiling().toPlainString());
        }
        inputs.put("fulamt_ownpay_amt", split.ownpay().toString());
        inputs.put("overlmt_amt", split.overlimit().toString());
        inputs.put("selfpay_prop", split.selfpayProportion().toPlainString());
        inputs.put("preselfpay_amt", split.preselfpay().toString());
        LineRule rule = step.rule();
        if (rule != null) {
            inputs.put("rule", Texts.of("step.line-rule", rule.title(), rule.source()));
        }
        String selfpay = Texts.of("step.selfpay", split.preselfpay().toString());
        if (step.outOfArea() != null) {
            inputs.put(step.outOfArea().parameter().name(), step.away().toString());
            selfpay = Texts.of(
                    "step.selfpay-away",
                    split.preselfpay().toString(),
                    step.away().toString());
        }
        return rounded("line", inputs, step.parameters(), split.inscp(), sentence(line, split, selfpay));
    }

    private static String sentence(FeeLine line, LineSplit split, String selfpay) {
        return Texts.of(
                "step.line",
                line.number(),
                line.amount().toString(),
                split.ownpay().toString(),
                split.overlimit().toString(),
                new Rate(split.selfpayProportion()).toString(),
                selfpay,
                split.inscp().toString());
    }

    private static TraceStep row(LayerStep step) {
        if (step instanceof LayerStep.Count count) {
            String now = Long.toString(count.before() + 1);
            Map<String, String> inputs = new LinkedHashMap<>();
            inputs.put(count.layer().accumulator(), now);
            return new TraceStep(id(step), inputs, List.of(), Amount.ZERO, "", sentence(step));
        }
        return rounded(id(step), inputs(step), step.parameters(), step.paid(), sentence(step));
    }

    private static String id(LayerStep step) {
        return step.layer().label().id();
    }

    private static Map<String, String> inputs(LayerStep step) {
        Map<String, String> inputs = new LinkedHashMap<>();
        if (step instanceof LayerStep.Share share) {
            boolean whole = share.layer().base() == Layer.Base.IN_SCOPE;
            inputs.put(whole ? "inscp_scp_amt" : "unpaid", share.expense().toString());
            String accumulator = share.deductible().accumulator();
            if (accumulator != null) {
                inputs.put(accumulator, share.deductible().before().toString());
            }
            putUsed(inputs, share.caps());
            inputs.put("act_pay_dedc", share.deductible().borne().toString());
            if (share.proportion() instanceof Flat flat) {
                inputs.put("ratio", flat.rate().toString());
            }
            inputs.put("exact", share.exact().toPlainString());
        } else if (step instanceof LayerStep.BeyondCap beyond) {
            inputs.put("above_cap", beyond.above().toString());
            putUsed(inputs, beyond.caps());
            inputs.put("ratio", beyond.rate().toString());
            inputs.put("exact", beyond.exact().toPlainString());
        } else if (step instanceof LayerStep.Increment increment) {
            inputs.put("burden", increment.burden().toString());
            inputs.put(increment.layer().accumulator(), increment.before().toString());
            putUsed(inputs, increment.caps());
            inputs.put("exact_after", increment.exactAfter().toPlainString());
            inputs.put("exact_before", increment.exactBefore().toPlainString());
        }
        return inputs;
    }

    private static void putUsed(Map<String, String> inputs, List<CapTaken> caps) {
        caps.forEach(cap -> inputs.put(cap.accumulator(), cap.used().toString()));
    }

    /** The step in one sentence, such as {@code setl_proc_info} holds it. */
    static String sentence(LayerStep step) {
        String title = step.layer().label().title();
        if (step instanceof LayerStep.Share share) {
            boolean whole = share.layer().base() == Layer.Base.IN_SCOPE;
            return Texts.of(
                    "step.share",
                    title,
                    share.expense().toString(),
                    share.deductible().borne().toString(),
                    share.base().toString(),
                    words(share.proportion()),
                    words(Amount.roundHalfUp(share.exact()), share.wanted(), share.caps()),
                    Texts.of(whole ? "base.in-scope" : "base.unpaid"));
        }
        if (step instanceof LayerStep.BeyondCap beyond) {
            return Texts.of(
                    "step.beyond-cap",
                    title,
                    beyond.above().toString(),
                    beyond.rate().toString(),
                    words(Amount.roundHalfUp(beyond.exact()), beyond.wanted(), beyond.caps()));
        }
        if (step instanceof LayerStep.Increment increment) {
            return Texts.of(
                    "step.increment",
                    title,
                    increment.burden().toString(),
                    increment.before().toString(),
                    increment.after().toString(),
                    increment.threshold().value().toString(),
                    words(increment.rise()),
                    words(increment.wanted(), increment.wanted(), increment.caps()));
        }
        LayerStep.Count count = (LayerStep.Count) step;
        return Texts.of("step.count", title, Long.toString(count.before() + 1));
    }

    private static String words(ProportionTaken proportion) {
        return proportion instanceof Flat flat
                ? flat.rate().toString()
                : ((Banded) proportion).bands().value().toString();
    }

    /** One ratio reads as a band without end. */
    private static String words(Found rise) {
        return rise.value() instanceof Value.Ratio ratio
                ? Texts.of("value.band-open", ratio.toString())
                : rise.value().toString();
    }

    /** How a payment was cut, as the end of a sentence; of the caps the one that cut most is named. */
    private static String words(Amount due, Amount wanted, List<CapTaken> caps) {
        return due.equals(wanted)
                ? words(wanted, caps)
                : Texts.of("cap.left", due.toString(), wanted.toString(), words(wanted, caps));
    }

    private static String words(Amount wanted, List<CapTaken> caps) {
        CapTaken cut = null;
        Amount left = wanted;
        for (CapTaken cap : caps) {
            if (cap.allowed().compareTo(left) < 0) {
                cut = cap;
                left = cap.allowed();
            }
        }
        return cut == null
                ? Texts.of("cap.none", wanted.toString())
                : Texts.of(
                        "cap.cut",
                        wanted.toString(),
                        cut.limit().value().toString(),
                        cut.used().toString(),
                        left.toString());
    }

    private TraceStep row(AccountPayment account) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("psn_part_amt", account.personalPart().toString());
        inputs.put("payable", account.payable().toString());
        inputs.put("source", structure.accounts().source());
        Amount paid = account.own().plus(account.family());
        String text = Texts.of(
                "step.account",
                account.personalPart().toString(),
                account.payable().toString(),
                account.own().toString(),
                account.family().toString(),
                account.cash().toString());
        return new TraceStep("account", inputs, List.of(), paid, "", text);
    }

    private static TraceStep rounded(
            String layer, Map<String, String> inputs, List<Found> parameters, Amount amount, String text) {
        List<UsedParameter> used = parameters.stream().map(Found::used).toList();
        return new TraceStep(layer, inputs, used, amount, Texts.of("rounding.half-up"), text);
    }
}
