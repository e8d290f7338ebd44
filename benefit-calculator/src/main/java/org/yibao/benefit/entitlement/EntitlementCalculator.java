package org.yibao.benefit.entitlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.policy.PolicyBook;

/** Says what the tables say of a person, or why they cannot. */
public final class EntitlementCalculator {
    private EntitlementCalculator() {}

    /**
     * Answers a question. When several things stand against it, the first of {@link Refusal.Code}'s order is
     * told: a field that the rules ask for and that was not given, an unknown use, no rule for such a person, a
     * parameter without a value, a day on which no rule is in force.
     */
    public static EntitlementResult answer(Question question, PolicyBook book) {
        Desk desk = new Desk(book);
        Person person = question.person();
        Statement.Credit credit = null;
        List<TraceStep> trace = List.of();
        if (question.credit() != null) {
            CreditReckoning reckoning = new CreditReckoning(question.credit(), person, book, desk);
            credit = reckoning.reckon();
            trace = reckoning.trace();
        }
        EntitlementReading reading = new EntitlementReading(book, person, desk);
        Statement.Start start = question.enrolment() == null ? null : reading.start(question.enrolment());
        Statement.Contribution contribution =
                question.contribution() == null ? null : reading.contribution(question.contribution());
        List<Statement.Use> uses = uses(question, reading);
        Refusal refusal = desk.refusal();
        return refusal == null
                ? new Statement(credit, start, contribution, uses, book.references(), desk.notices(), trace)
                : new EntitlementResult.Refused(refusal);
    }

    private static List<Statement.Use> uses(Question question, EntitlementReading reading) {
        List<Statement.Use> uses = new ArrayList<>();
        for (int index = 0; index < question.uses().size(); index++) {
            uses.add(reading.use(question.uses().get(index), "uses[" + index + "]"));
        }
        return uses.stream().filter(Objects::nonNull).toList();
    }
}
