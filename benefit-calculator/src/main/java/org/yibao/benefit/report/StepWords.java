package org.yibao.benefit.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.Rate;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Layer;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Structure.LineRule;
import org.yibao.benefit.policy.Value;
import org.yibao.benefit.split.AccountPayment;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.LayerStep;
import org.yibao.benefit.split.LayerStep.Banded;
import org.yibao.benefit.split.LayerStep.CapTaken;
import org.yibao.benefit.split.LayerStep.DeductibleTaken;
import org.yibao.benefit.split.LayerStep.Flat;
import org.yibao.benefit.split.LineStep;

/** Every step of a calculation with its formula, the numbers put in. */
final class StepWords {
    private final Derivation derivation;
    private final Page.Writer page;
    private final Names names;

    StepWords(Derivation derivation, Page.Writer page) {
        this.derivation = derivation;
        this.page = page;
        this.names = new Names(derivation.book());
    }

    void write() {
        page.section(Words.of("section.fee-lines"));
        derivation.lines().forEach(this::line);
        page.section(Words.of("section.layers"));
        if (derivation.layers().isEmpty()) {
            page.paragraph(Words.of("scheme.no-layers"));
        }
        for (int index = 0; index < derivation.layers().size(); index++) {
            LayerStep step = derivation.layers().get(index);
            page.part(Words.of(
                    "layer",
                    Integer.toString(index + 1),
                    step.layer().label().title(),
                    step.layer().label().id()));
            layer(step);
        }
        account(derivation.account());
    }

    private void line(LineStep step) {
        FeeLine line = step.line();
        LineSplit split = step.split();
        page.part(Words.of(
                "line",
                line.number(),
                line.catalogueCode(),
                Words.code("list_type", line.listType()),
                Words.code("chrgitm_lv", line.level())));
        page.item(Words.of(
                "line.amount",
                plain(line.count()),
                plain(line.price()),
                line.amount().toString()));
        if (split.ownpay().isPositive()) {
            page.item(Words.of("line.ownpay", split.ownpay().toString()));
        }
        BigDecimal ceiling = line.priceCeiling();
        if (ceiling != null) {
            page.item(Words.of(
                    "line.overlimit",
                    line.amount().toString(),
                    plain(line.count()),
                    plain(ceiling),
                    split.overlimit().toString()));
        }
        Amount covered = line.amount().minus(split.ownpay()).minus(split.overlimit());
        page.item(Words.of(
                "line.preself",
                covered.toString(),
                new Rate(split.selfpayProportion()).toString(),
                exact(new Rate(split.selfpayProportion()), covered),
                step.preself().toString()));
        LineRule rule = step.rule();
        page.item(
                rule == null
                        ? Words.of(
                                line.selfpayProportion() == null ? "line.no-rule" : "line.given",
                                plain(split.selfpayProportion()))
                        : Words.of("line.rule", rule.title(), rule.source(), plain(split.selfpayProportion())));
        law(step.selfpay());
        away(step, covered.minus(step.preself()));
        page.item(Words.of(
                "line.in-scope",
                covered.toString(),
                split.preselfpay().toString(),
                split.inscp().toString()));
    }

    private void away(LineStep step, Amount rest) {
        Found outOfArea = step.outOfArea();
        if (outOfArea != null) {
            Rate rate = outOfArea.rate();
            page.item(Words.of(
                    "line.away",
                    rest.toString(),
                    rate.toString(),
                    exact(rate, rest),
                    step.away().toString()));
            law(outOfArea);
        }
    }

    private static String exact(Rate rate, Amount base) {
        return plain(rate.of(base));
    }

    private void layer(LayerStep step) {
        if (step instanceof LayerStep.Share share) {
            share(share);
        } else if (step instanceof LayerStep.BeyondCap beyond) {
            page.item(Words.of("step.above", beyond.above().toString()));
            rounded(
                    Words.of(
                            "formula.rate",
                            beyond.above().toString(),
                            beyond.rate().toString()),
                    beyond.exact(),
                    beyond.wanted());
            caps(beyond.wanted(), beyond.caps(), beyond.paid());
        } else if (step instanceof LayerStep.Increment increment) {
            increment(increment);
        } else if (step instanceof LayerStep.Count count) {
            page.item(Words.of(
                    "step.count",
                    names.accumulator(count.layer().accumulator()),
                    Long.toString(count.before()),
                    Long.toString(count.before() + 1)));
        }
        String fund = step.layer().fund();
        if (fund != null) {
            page.item(Words.of("step.paid", names.fund(fund), step.paid().toString()));
        }
        step.parameters().forEach(this::law);
    }

    private void share(LayerStep.Share share) {
        boolean whole = share.layer().base() == Layer.Base.IN_SCOPE;
        page.item(Words.of(
                "step.base",
                Words.of(whole ? "base.in-scope" : "base.unpaid"),
                share.expense().toString()));
        deductible(share.deductible());
        if (share.deductible().amount() != null) {
            page.item(Words.of(
                    "step.rest",
                    share.expense().toString(),
                    share.deductible().borne().toString(),
                    share.base().toString()));
        }
        String formula = Words.of("formula.bands", share.base().toString());
        if (share.proportion() instanceof Flat flat) {
            formula = Words.of(
                    "formula.rate", share.base().toString(), flat.rate().toString());
            rate(flat);
        } else if (share.proportion() instanceof Banded banded) {
            bands(banded.bands());
        }
        rounded(formula, share.exact(), share.wanted());
        caps(share.wanted(), share.caps(), share.paid());
    }

    private void deductible(DeductibleTaken taken) {
        Found amount = taken.amount();
        if (amount == null) {
            return;
        }
        String whole = amount.value().toString();
        String accumulator = taken.accumulator();
        Found factor = taken.factor();
        String due = taken.due().toString();
        if (accumulator != null) {
            page.item(Words.of("step.deductible-year", whole, taken.before().toString(), due));
        } else if (factor != null) {
            page.item(Words.of("step.deductible-factor", whole, factor.value().toString(), due));
        } else {
            page.item(Words.of("step.deductible-visit", due));
        }
        page.item(Words.of("step.borne", taken.borne().toString()));
        if (accumulator != null) {
            moved(accumulator, taken.before(), taken.borne());
        }
    }

    /** How a ratio came about, where it is more than one figure. */
    private void rate(Flat flat) {
        Found points = flat.points();
        Found factor = flat.factor();
        String words = Words.value(flat.base().value());
        if (points != null) {
            words = Words.of("rate.points", words, Words.value(points.value()));
        }
        if (factor != null) {
            words = Words.of("rate.factor", words, Words.value(factor.value()));
        }
        if (points != null || factor != null) {
            page.item(Words.of("step.rate", words, flat.rate().toString()));
        }
    }

    private void bands(Found bands) {
        page.item(Words.of("step.bands", bands.value().toString()));
    }

    private void increment(LayerStep.Increment step) {
        page.item(Words.of(
                "step.burden",
                step.unpaid().toString(),
                step.firstSelfpay().toString(),
                step.burden().toString()));
        moved(step.layer().accumulator(), step.before(), step.burden());
        page.item(Words.of("step.threshold", step.threshold().value().toString()));
        page.item(Words.of(
                step.rise().value() instanceof Value.Bands ? "step.bands" : "step.ratio-above",
                step.rise().value().toString()));
        page.item(Words.of(
                "step.after",
                step.after().toString(),
                plain(step.exactAfter()),
                Amount.roundHalfUp(step.exactAfter()).toString()));
        page.item(Words.of(
                "step.before",
                step.before().toString(),
                plain(step.exactBefore()),
                Amount.roundHalfUp(step.exactBefore()).toString()));
        page.item(Words.of(
                "step.rise",
                Amount.roundHalfUp(step.exactAfter()).toString(),
                Amount.roundHalfUp(step.exactBefore()).toString(),
                step.wanted().toString()));
        caps(step.wanted(), step.caps(), step.paid());
    }

    private void rounded(String formula, BigDecimal exact, Amount wanted) {
        Amount due = Amount.roundHalfUp(exact);
        page.item(Words.of("step.exact", formula, plain(exact), due.toString()));
        if (!due.equals(wanted)) {
            page.item(Words.of("step.left", wanted.toString()));
        }
    }

    private void caps(Amount wanted, List<CapTaken> caps, Amount paid) {
        Amount left = wanted;
        for (CapTaken cap : caps) {
            page.item(Words.of(
                    "step.cap",
                    Words.value(cap.limit().value()),
                    cap.used().toString(),
                    left.toString(),
                    cap.allowed().toString()));
            left = cap.allowed();
        }
        caps.forEach(cap -> moved(cap.accumulator(), cap.used(), paid));
    }

    private void moved(String accumulator, Amount before, Amount added) {
        page.item(Words.of(
                "step.moved",
                names.accumulator(accumulator),
                before.toString(),
                added.toString(),
                before.plus(added).toString()));
    }

    private void account(AccountPayment account) {
        page.section(Words.of("section.account"));
        page.item(Words.of(
                "account.part",
                account.personalPart().toString(),
                account.payable().toString()));
        page.item(Words.of(
                "account.paid",
                account.own().toString(),
                account.family().toString(),
                account.own().plus(account.family()).toString(),
                account.cash().toString()));
        page.item(
                Words.of("account.law", derivation.book().structure().accounts().source()));
    }

    /** A figure with the visits it holds for, its days and its law. */
    private void law(@Nullable Found found) {
        if (found == null) {
            return;
        }
        List<String> whom = new ArrayList<>();
        for (ParameterRow row : found.parameter().rows()) {
            if (row.values().contains(found.dated())) {
                whom.add(names.conditions().of(row.when()));
            }
        }
        page.item(Words.of(
                "step.law",
                found.parameter().title(),
                found.parameter().name(),
                Words.marked(found.dated()),
                Words.days(found.dated().from(), found.dated().until()),
                Words.clauses(whom.subList(0, Math.min(1, whom.size()))),
                Laws.of(found.dated())));
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
