package org.yibao.benefit.certificate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.Structure.Classification;
import org.yibao.benefit.policy.Structure.Member;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.LayerStep;
import org.yibao.benefit.split.LineStep;

/** Writes every figure that a calculation made, in the order in which it made them. */
final class FiguresWriter {
    private final Derivation derivation;
    private final RuleExcerpt rules;
    private final ControlTotals control;
    private final CompactJson json = new CompactJson();

    FiguresWriter(Derivation derivation, RuleExcerpt rules, ControlTotals control) {
        this.derivation = derivation;
        this.rules = rules;
        this.control = control;
    }

    byte[] write() {
        json.object();
        day();
        classes();
        parameters();
        lines();
        control.write(json);
        steps();
        funds();
        totals(derivation.quote().breakdown());
        accounts();
        cumAfter();
        json.endObject();
        return json.bytes();
    }

    private LocalDate visitDay() {
        return derivation.request().begntime().toLocalDate();
    }

    /** The medical year, whose accumulators count, and the day in it. */
    private void day() {
        json.name("year").value(visitDay().getYear());
        json.name("day_of_year").value(visitDay().getDayOfYear());
    }

    private void classes() {
        json.object("classes");
        for (Classification each : rules.classes()) {
            json.name(each.name())
                    .value(each.of(derivation.facts()).map(Member::name).orElse(null));
        }
        json.endObject();
    }

    /** Each value, how many days it had been in force, how many it has left, and the standing of its bundle. */
    private void parameters() {
        json.array("parameters");
        for (Found found : rules.parameters()) {
            LocalDate until = found.dated().until();
            json.array();
            BasisWriter.value(json, found.value());
            json.value(ChronoUnit.DAYS.between(found.dated().from(), visitDay()));
            if (until == null) {
                json.value((String) null);
            } else {
                json.value(ChronoUnit.DAYS.between(visitDay(), until));
            }
            json.value(found.dated().bundle().status().name()).endArray();
        }
        json.endArray();
    }

    private void lines() {
        json.array("lines");
        derivation.lines().forEach(this::line);
        json.endArray();
    }

    private void line(LineStep step) {
        FeeLine line = step.line();
        LineSplit split = step.split();
        Amount covered = line.amount().minus(split.ownpay()).minus(split.overlimit());
        Found outOfArea = step.outOfArea();
        json.array().value(step.rule() == null ? null : step.rule().id());
        json.fen(line.price().multiply(line.count())).value(split.ownpay());
        json.value(allowed(line)).value(split.overlimit());
        // A class 03 line may bring none and is asked for none.
        json.value(step.rule() == null ? line.selfpayProportion() : split.selfpayProportion());
        json.fen(new Rate(split.selfpayProportion()).of(covered)).value(step.preself());
        if (outOfArea == null) {
            json.value((String) null);
        } else {
            json.fen(outOfArea.rate().of(covered.minus(step.preself())));
        }
        json.value(step.away()).value(split.inscp()).endArray();
    }

    /** What the price ceiling admits, in fen; null without one. */
    private static @Nullable BigDecimal allowed(FeeLine line) {
        BigDecimal ceiling = line.priceCeiling();
        return ceiling == null ? null : line.count().multiply(ceiling).movePointRight(2);
    }

    private void steps() {
        StepWriter writer = new StepWriter(json, derivation.request().cum());
        json.array("steps");
        for (LayerStep step : derivation.layers()) {
            writer.write(step);
        }
        json.endArray();
    }

    private void funds() {
        json.array("funds");
        for (FundShare fund : derivation.quote().funds()) {
            json.array().value(fund.type()).value(fund.amount()).endArray();
        }
        json.endArray();
    }

    private void totals(BenefitBreakdown totals) {
        json.object("totals").name("medfee_sumamt").value(totals.medfeeSumamt());
        json.name("fulamt_ownpay_amt").value(totals.fulamtOwnpayAmt());
        json.name("overlmt_selfpay").value(totals.overlmtSelfpay());
        json.name("preselfpay_amt").value(totals.preselfpayAmt());
        json.name("inscp_scp_amt").value(totals.inscpScpAmt());
        json.name("act_pay_dedc").value(totals.actPayDedc());
        json.name("hifp_pay").value(totals.hifpPay());
        json.name("cvlserv_pay").value(totals.cvlservPay());
        json.name("hifes_pay").value(totals.hifesPay());
        json.name("hifmi_pay").value(totals.hifmiPay());
        json.name("hifob_pay").value(totals.hifobPay());
        json.name("maf_pay").value(totals.mafPay());
        json.name("oth_pay").value(totals.othPay());
        json.name("fund_pay_sumamt").value(totals.fundPaySumamt());
        json.name("psn_part_amt").value(totals.psnPartAmt());
        json.name("acct_pay").value(totals.acctPay());
        json.name("acct_mulaid_pay").value(totals.acctMulaidPay());
        json.name("psn_cash_pay").value(totals.psnCashPay());
        json.name("balc").value(totals.balc()).endObject();
    }

    /** What accounts may pay, then what each pays and keeps, in their order. */
    private void accounts() {
        Amount left = derivation.account().payable();
        json.object("accounts").name("payable").value(left);
        json.name("own");
        if (derivation.book().structure().accounts().ownWhen().holds(derivation.facts())) {
            Amount own = derivation.account().own();
            json.array().flag(derivation.request().account().used()).value(own);
            json.value(derivation.account().balance()).endArray();
            left = left.minus(own);
        } else {
            json.value((String) null);
        }
        json.array("family");
        for (FamilyAccount each : derivation.request().account().family()) {
            Amount paid = each.balance().min(left);
            json.array().value(paid).value(each.balance().minus(paid)).endArray();
            left = left.minus(paid);
        }
        json.endArray().endObject();
    }

    private void cumAfter() {
        Set<String> codes = new LinkedHashSet<>(rules.accumulators());
        var after = derivation.request().cum().replacedBy(derivation.quote().cumAfter());
        json.object("cum");
        codes.forEach(code -> json.name(code).value(after.value(code)));
        json.endObject();
    }
}
