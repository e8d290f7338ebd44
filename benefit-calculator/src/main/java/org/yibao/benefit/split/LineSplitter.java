package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Rate;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.Finding;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Structure.LineRule;

/**
 * Takes each line apart: what lies outside the catalogue, above the price ceiling, is paid first by the
 * person, and what remains in scope of the policy.
 */
final class LineSplitter {
    private static final String OUTSIDE_CATALOGUE = "03";

    /** The field of the request that only a table without a rule for the line makes necessary. */
    private static final String SELFPAY_PROPORTION = "selfpay_prop";

    private final List<FeeLine> lines;
    private final PolicyBook book;
    private final Facts visit;
    private final ParameterDesk desk;
    private final @Nullable String outOfArea;
    private final List<@Nullable LineRule> rules = new ArrayList<>();
    private final List<LineStep> steps = new ArrayList<>();
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
        LineRule rule = book.lineRule(facts).orElse(null);
        if (rule == null) {
            desk.lack(new Finding.Missing(SELFPAY_PROPORTION, SELFPAY_PROPORTION));
        } else if (rule.selfpay() != null) {
            desk.require(rule.selfpay(), facts);
        }
        return rule;
    }

    List<LineStep> split() {
        for (int index = 0; index < lines.size(); index++) {
            LineStep step = split(lines.get(index), rules.get(index));
            steps.add(step);
            inscp = inscp.plus(step.split().inscp());
        }
        return steps;
    }

    private LineStep split(FeeLine line, @Nullable LineRule rule) {
        Amount gross = line.amount();
        Amount ownpay = isOutsideCatalogue(line) ? gross : Amount.ZERO;
        Amount overlimit = isOutsideCatalogue(line) ? Amount.ZERO : aboveCeiling(line);
        Amount covered = gross.minus(ownpay).minus(overlimit);
        String parameter = rule == null ? null : rule.selfpay();
        Found selfpay = parameter == null ? null : desk.found(parameter);
        Rate proportion = proportion(line, selfpay);
        Amount preself = Exact.share(covered, proportion);
        Amount rest = covered.minus(preself);
        Found outside = outOfArea == null ? null : desk.found(outOfArea);
        Amount away = outside == null ? Amount.ZERO : Exact.share(rest, outside.rate());
        LineSplit split = new LineSplit(
                line.number(), proportion.value(), ownpay, overlimit, preself.plus(away), rest.minus(away));
        return new LineStep(line, rule, selfpay, preself, outside, away, split);
    }

    private static Rate proportion(FeeLine line, @Nullable Found selfpay) {
        BigDecimal given = line.selfpayProportion();
        if (given != null) {
            return new Rate(given);
        }
        return selfpay == null ? Rate.ZERO : selfpay.rate();
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

    /** The in-scope part of all lines, after {@link #split}. */
    Amount inscp() {
        return inscp;
    }

    /** The first self-pay of the lines that meet a condition, without the part out of area. */
    Amount firstSelfpay(Condition condition) {
        Amount sum = Amount.ZERO;
        for (LineStep step : steps) {
            if (condition.holds(new LineFacts(step.line(), visit))) {
                sum = sum.plus(step.preself());
            }
        }
        return sum;
    }
}
