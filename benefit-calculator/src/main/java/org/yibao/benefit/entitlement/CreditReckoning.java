package org.yibao.benefit.entitlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Texts;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.policy.Clause;
import org.yibao.benefit.policy.Crediting;
import org.yibao.benefit.policy.Crediting.Part;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Value;

/** One month's credit of one account, part by part. The first day of the month selects rules and values. */
final class CreditReckoning {
    private static final String IN_SERVICE = "11";
    private static final String RETIRED = "12";

    private final Question.Credit asked;
    private final Crediting crediting;
    private final Desk desk;
    private final LocalDate day;
    private final Person person;
    private final PersonFacts facts;
    private final List<Statement.Part> parts = new ArrayList<>();
    private final List<TraceStep> trace = new ArrayList<>();

    CreditReckoning(Question.Credit asked, Person person, PolicyBook book, Desk desk) {
        this.asked = asked;
        this.crediting = book.personRules().crediting();
        this.desk = desk;
        this.day = asked.month().atDay(1);
        this.person = inMonth(person);
        this.facts = new PersonFacts(book.structure(), this.person, ageDay());
    }

    private LocalDate ageDay() {
        return crediting.age().day().of(asked.month());
    }

    private Person inMonth(Person given) {
        LocalDate retiredOn = asked.retiredOn();
        if (retiredOn == null) {
            return given;
        }
        boolean retired = crediting.retired().from().isRetired(asked.month(), retiredOn);
        return given.withClass(retired ? RETIRED : IN_SERVICE);
    }

    Statement.Credit reckon() {
        Set<String> concerned = new LinkedHashSet<>();
        Map<String, Part> inForce = new LinkedHashMap<>();
        Map<String, Clause> outOfForce = new LinkedHashMap<>();
        for (Part part : crediting.parts()) {
            Clause clause = part.clause();
            if (clause.when().holds(facts)) {
                concerned.add(clause.id());
                if (clause.covers(day)) {
                    inForce.put(clause.id(), part);
                } else {
                    outOfForce.putIfAbsent(clause.id(), clause);
                }
            }
        }
        for (String id : concerned) {
            Part part = inForce.get(id);
            Clause gone = outOfForce.get(id);
            if (part != null) {
                credit(part);
            } else if (gone != null) {
                desk.notInForce(gone, day);
            }
        }
        if (concerned.isEmpty()) {
            desk.uncovered("credit", "patient");
        }
        desk.absent(facts);
        Amount sum = parts.stream().map(Statement.Part::amount).reduce(Amount.ZERO, Amount::plus);
        return new Statement.Credit(asked.month(), sum, parts);
    }

    private void credit(Part part) {
        if (part.rule() instanceof Crediting.Share share) {
            creditShare(part.clause(), share);
        } else if (part.rule() instanceof Crediting.Fixed fixed) {
            creditFixed(part.clause(), fixed);
        } else {
            String text = Texts.of("step.credit-nothing", part.clause().title());
            add(part.clause(), Map.of(), List.of(), Amount.ZERO, "", text);
        }
    }

    private void creditShare(Clause clause, Crediting.Share share) {
        List<Found> used = new ArrayList<>();
        Amount base = base(share.base(), used);
        Rate rate = rate(share.ratio(), used);
        Rate whole = share.factor() == null ? Rate.WHOLE : rate(share.factor(), used);
        if (base == null || rate == null || whole == null) {
            return;
        }
        Rate ratio = rate.times(whole);
        BigDecimal exact = ratio.of(base);
        Amount amount = Amount.roundHalfUp(exact);
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("base", base.toString());
        inputs.put("ratio", ratio.toString());
        inputs.put("exact", exact.toPlainString());
        String text =
                Texts.of("step.credit-share", clause.title(), base.toString(), ratio.toString(), amount.toString());
        add(clause, inputs, used, amount, Texts.of("rounding.half-up"), text);
    }

    private void creditFixed(Clause clause, Crediting.Fixed fixed) {
        List<Found> used = new ArrayList<>();
        Amount amount = base(fixed.amount(), used);
        if (amount != null) {
            String text = Texts.of("step.credit-fixed", clause.title(), amount.toString());
            add(clause, Map.of(), used, amount, "", text);
        }
    }

    /** The parameter's money, or the wage when there is none; null after noting that it is not there. */
    private @Nullable Amount base(@Nullable String parameter, List<Found> used) {
        if (parameter == null) {
            if (asked.wage() == null) {
                desk.absent("credit.wage");
            }
            return asked.wage();
        }
        return take(parameter, used) instanceof Value.Money money ? money.amount() : null;
    }

    private @Nullable Rate rate(String parameter, List<Found> used) {
        return take(parameter, used) instanceof Value.Ratio ratio ? ratio.rate() : null;
    }

    private @Nullable Value take(String parameter, List<Found> used) {
        Found found = desk.require(parameter, facts, day);
        if (found == null) {
            return null;
        }
        used.add(found);
        return found.value();
    }

    private void add(
            Clause clause, Map<String, String> inputs, List<Found> used, Amount amount, String rounding, String text) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("month", asked.month().toString());
        all.put("psn_type", person.psnClass());
        all.put("age_at", ageDay().toString());
        all.putAll(inputs);
        all.put("source", clause.source());
        parts.add(new Statement.Part(amount, new Statement.Reason(clause.id(), text, clause.source())));
        trace.add(new TraceStep(clause.id(), all, used.stream().map(Found::used).toList(), amount, rounding, text));
    }

    List<TraceStep> trace() {
        return trace;
    }
}
