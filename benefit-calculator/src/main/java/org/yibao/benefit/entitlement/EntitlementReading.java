package org.yibao.benefit.entitlement;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Texts;
import org.yibao.benefit.entitlement.Statement.Reason;
import org.yibao.benefit.policy.Clause;
import org.yibao.benefit.policy.Entitlement;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.Value;

/** Reads the tables' word on benefits, contributions and uses of the account. */
final class EntitlementReading {
    private static final int YEAR_MONTHS = 12;

    private final PolicyBook book;
    private final Entitlement rules;
    private final Person person;
    private final Desk desk;

    EntitlementReading(PolicyBook book, Person person, Desk desk) {
        this.book = book;
        this.rules = book.personRules().entitlement();
        this.person = person;
        this.desk = desk;
    }

    Statement.@Nullable Start start(Question.Enrolment asked) {
        LocalDate paid = asked.paidOn();
        PersonFacts facts = new PersonFacts(book.structure(), person, paid, asked);
        Entitlement.Start rule = first("entitlement", rules.starts(), Entitlement.Start::clause, facts, paid);
        if (rule == null) {
            return null;
        }
        return switch (rule.begins()) {
            case PAYMENT_DAY -> begins(rule.clause(), "payment-day", paid);
            case NEXT_MONTH ->
                begins(rule.clause(), "next-month", paid.plusMonths(1).withDayOfMonth(1));
            case NEXT_YEAR ->
                begins(rule.clause(), "next-year", paid.plusYears(1).withDayOfYear(1));
            case AFTER_WAITING -> waits(rule.clause(), String.valueOf(rule.waiting()), facts, paid);
        };
    }

    private static Statement.Start begins(Clause clause, String how, LocalDate day) {
        String text = Texts.of("start." + how, clause.title(), day.toString());
        return new Statement.Start(day, false, null, reason(clause, text));
    }

    /** The length may be unknown: that a period applies is an answer all the same. */
    private Statement.Start waits(Clause clause, String parameter, PersonFacts facts, LocalDate paid) {
        if (desk.find(parameter, facts, paid) instanceof Found found && found.value() instanceof Value.Count months) {
            LocalDate day = paid.plusMonths(months.number());
            String text = Texts.of("start.waiting", clause.title(), months.toString(), day.toString());
            return new Statement.Start(day, true, null, reason(clause, text));
        }
        String text = Texts.of("start.waiting-unknown", clause.title(), parameter);
        return new Statement.Start(null, true, parameter, reason(clause, text));
    }

    Statement.@Nullable Contribution contribution(Question.Contribution asked) {
        PersonFacts facts = new PersonFacts(book.structure(), person, asked.on());
        Entitlement.Contribution rule =
                first("contribution", rules.contributions(), Entitlement.Contribution::clause, facts, asked.on());
        Found found = rule == null ? null : desk.require(rule.years(), facts, asked.on());
        desk.absent(facts);
        if (rule == null || found == null || !(found.value() instanceof Value.Count years)) {
            return null;
        }
        int due = years.number() * YEAR_MONTHS;
        int lacking = Math.max(0, due - asked.months());
        String text = Texts.of(
                lacking == 0 ? "contribution.met" : "contribution.short",
                rule.clause().title(),
                years.toString(),
                Integer.toString(asked.months()),
                Integer.toString(lacking));
        Reason reason = new Reason(rule.clause().id(), text, found.dated().source());
        return new Statement.Contribution(due, asked.months(), lacking, reason);
    }

    /** The first rule that concerns the person on that day; null after noting that there is none. */
    private <R> @Nullable R first(
            String subject, List<R> all, Function<R, Clause> clauseOf, PersonFacts facts, LocalDate day) {
        Clause outOfForce = null;
        for (R rule : all) {
            Clause clause = clauseOf.apply(rule);
            if (clause.when().holds(facts)) {
                if (clause.covers(day)) {
                    desk.absent(facts);
                    return rule;
                }
                outOfForce = outOfForce == null ? clause : outOfForce;
            }
        }
        desk.absent(facts);
        if (outOfForce == null) {
            desk.uncovered(subject, "patient");
        } else {
            desk.notInForce(outOfForce, day);
        }
        return null;
    }

    Statement.@Nullable Use use(Question.Use asked, String field) {
        List<Entitlement.Use> named = rules.uses().stream()
                .filter(use -> use.clause().id().equals(asked.kind()))
                .toList();
        if (named.isEmpty()) {
            desk.unfit(field + ".kind");
            return null;
        }
        PersonFacts facts = new PersonFacts(book.structure(), person, asked.on());
        List<Entitlement.Use> concerning =
                named.stream().filter(use -> use.clause().when().holds(facts)).toList();
        desk.absent(facts);
        if (concerning.isEmpty()) {
            return answer(asked, false, named.get(0).clause(), "no-account");
        }
        for (Entitlement.Use use : concerning) {
            if (use.clause().covers(asked.on())) {
                return judge(asked, use);
            }
        }
        desk.notInForce(concerning.get(0).clause(), asked.on());
        return null;
    }

    private static Statement.Use judge(Question.Use asked, Entitlement.Use use) {
        if (use.relations().isEmpty()) {
            return answer(asked, false, use.clause(), "barred");
        }
        boolean permitted = use.relations().contains(asked.relation());
        return answer(asked, permitted, use.clause(), permitted ? "permitted" : "relation");
    }

    private static Statement.Use answer(Question.Use asked, boolean permitted, Clause clause, String why) {
        String text = Texts.of("use." + why, clause.title(), asked.relation());
        return new Statement.Use(asked, permitted, reason(clause, text));
    }

    private static Reason reason(Clause clause, String text) {
        return new Reason(clause.id(), text, clause.source());
    }
}
