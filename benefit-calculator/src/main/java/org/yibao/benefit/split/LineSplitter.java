package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Value;

/**
 * Takes each line apart: what lies outside the catalogue, above the price ceiling, is paid first by the
 * person, and what remains in scope of the policy.
 */
final class LineSplitter {
    private static final String OUTSIDE_CATALOGUE = "03";

    private final List<FeeLine> lines;
    private final PolicyBook book;
    private final Facts visit;
    private final ParameterDesk desk;
    private final @Nullable String outOfArea;
    private final List<@Nullable LineRule> rules = new ArrayList<>();
    private final List<Amount> firstSelfpay = new ArrayList<>();
    private Amount inscp = Amount.ZERO;

    /** @param outOfArea parameter of the first self-pay out of area; null when none is due */
    LineSplitter(List<FeeLine> lines, PolicyBook book, Facts visit, ParameterDesk desk, @Nullable String outOfArea) {
        this.lines = lines;
        this.book = book;
        this.visit = visit;
        this.desk = desk;
        this.outOfArea = outOfArea;
    }

    /** Asks for the ratios of the lines whose catalogue entry gives none. */
    void requireParameters() {
        for (FeeLine line : lines) {
            rules.add(ruleOf(line));
        }
        if (outOfArea != null) {
            desk.require(outOfArea, visit);
        }
    }

    private @Nullable LineRule ruleOf(FeeLine line) {
        if (line.selfpayProportion() != null || isOutsideCatalogue(line)) {
            return null;
        }
        Facts facts = new LineFacts(line, visit);
        Optional<LineRule> rule = book.lineRule(facts);
        String parameter = rule.map(LineRule::selfpay).orElse(null);
        if (rule.isEmpty()) {
            desk.require("selfpay_prop", facts);
        } else if (parameter != null) {
            desk.require(parameter, facts);
        }
        return rule.orElse(null);
    }

    List<LineSplit> split(Trace trace) {
        List<LineSplit> splits = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            LineSplit split = split(lines.get(index), rules.get(index), trace);
            splits.add(split);
            inscp = inscp.plus(split.inscp());
        }
        return splits;
    }

    private LineSplit split(FeeLine line, @Nullable LineRule rule, Trace trace) {
        Amount gross = line.amount();
        Amount ownpay = isOutsideCatalogue(line) ? gross : Amount.ZERO;
        Amount overlimit = isOutsideCatalogue(line) ? Amount.ZERO : aboveCeiling(line);
        Amount covered = gross.minus(ownpay).minus(overlimit);
        Rate proportion = proportion(line, rule);
        Amount preself = Exact.share(covered, proportion);
        firstSelfpay.add(preself);
        Amount rest = covered.minus(preself);
        Amount away = Amount.ZERO;
        if (outOfArea != null) {
            away = Exact.share(rest, desk.value(outOfArea, Value.Ratio.class).rate());
        }
        LineSplit split = new LineSplit(
                line.number(), proportion.value(), ownpay, overlimit, preself.plus(away), rest.minus(away));
        if (trace.isKept()) {
            Map<String, String> inputs = inputs(line, rule, split);
            String selfpay = Texts.of("step.selfpay", split.preselfpay().toString());
            if (outOfArea != null) {
                inputs.put(outOfArea, away.toString());
                selfpay = Texts.of("step.selfpay-away", split.preselfpay().toString(), away.toString());
            }
            trace.addRounded("line", inputs, split.inscp(), sentence(line, split, proportion, selfpay));
        }
        return split;
    }

    private Rate proportion(FeeLine line, @Nullable LineRule rule) {
        BigDecimal given = line.selfpayProportion();
        if (given != null) {
            return new Rate(given);
        }
        String parameter = rule == null ? null : rule.selfpay();
        return parameter == null
                ? Rate.ZERO
                : desk.value(parameter, Value.Ratio.class).rate();
    }

    private static Amount aboveCeiling(FeeLine line) {
        BigDecimal ceiling = line.priceCeiling();
        if (ceiling == null) {
            return Amount.ZERO;
        }
        BigDecimal allowed = Exact.roundedYuan(line.count().multiply(ceiling));
        BigDecimal above = line.amount().yuan().subtract(allowed);
        return above.signum() > 0 ? Amount.ofYuan(above) : Amount.ZERO;
    }

    private static boolean isOutsideCatalogue(FeeLine line) {
        return line.level().equals(OUTSIDE_CATALOGUE);
    }

    private static Map<String, String> inputs(FeeLine line, @Nullable LineRule rule, LineSplit split) {
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
        if (rule != null) {
            inputs.put("rule", Texts.of("step.line-rule", rule.title(), rule.source()));
        }
        return inputs;
    }

    private static String sentence(FeeLine line, LineSplit split, Rate proportion, String selfpay) {
        return Texts.of(
                "step.line",
                line.number(),
                line.amount().toString(),
                split.ownpay().toString(),
                split.overlimit().toString(),
                proportion.toString(),
                selfpay,
                split.inscp().toString());
    }

    /** The in-scope part of all lines, after {@link #split}. */
    Amount inscp() {
        return inscp;
    }

    /** The first self-pay of the lines that meet a condition, without the part out of area. */
    Amount firstSelfpay(Condition condition) {
        Amount sum = Amount.ZERO;
        for (int index = 0; index < lines.size(); index++) {
            if (condition.holds(new LineFacts(lines.get(index), visit))) {
                sum = sum.plus(firstSelfpay.get(index));
            }
        }
        return sum;
    }
}
