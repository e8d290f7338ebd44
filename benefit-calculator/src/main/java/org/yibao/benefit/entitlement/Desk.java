package org.yibao.benefit.entitlement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote.Notice;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Clause;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.Finding;
import org.yibao.benefit.policy.PolicyBook;

/** What one question reads from the tables, and everything that stands against answering it. */
final class Desk {
    private final PolicyBook book;
    private final Set<PolicyReference.Status> statuses = EnumSet.noneOf(PolicyReference.Status.class);
    private final List<Refusal> refusals = new ArrayList<>();

    Desk(PolicyBook book) {
        this.book = book;
    }

    /** A parameter's value that the answer needs; null after noting that it is not there. */
    Finding.@Nullable Found require(String name, Facts facts, LocalDate day) {
        Finding finding = find(name, facts, day);
        if (finding instanceof Finding.Missing missing) {
            refusals.add(missing.refusal());
        } else if (finding instanceof Finding.NotInForce notInForce) {
            refusals.add(notInForce.refusal(day));
        }
        return finding instanceof Finding.Found found ? found : null;
    }

    Finding find(String name, Facts facts, LocalDate day) {
        Finding finding = book.find(name, facts, day);
        if (finding instanceof Finding.Found found) {
            statuses.add(found.dated().bundle().status());
        }
        return finding;
    }

    /** Fields that the rules asked for were not given, or cannot be so on that day. */
    void absent(PersonFacts facts) {
        if (facts.isUnborn()) {
            unfit("patient.brdy");
        } else {
            facts.absent().forEach(this::absent);
        }
    }

    void absent(String field) {
        refuse(Refusal.Code.FIELD_MISSING, Texts.of("refusal.absent", field), field);
    }

    /** A field holds what no rule admits. */
    void unfit(String field) {
        refuse(Refusal.Code.FIELD_INVALID, Texts.of("refusal.field-invalid", field), field);
    }

    /** No rule concerns the person. */
    void uncovered(String subject, String field) {
        String sentence = Texts.of("refusal.clause-missing", Texts.of("subject." + subject));
        refuse(Refusal.Code.SCHEME_NOT_COVERED, sentence, field);
    }

    /** A rule concerns the person, but not on that day. */
    void notInForce(Clause clause, LocalDate day) {
        refusals.add(new Finding.NotInForce(clause.id(), clause.title()).refusal(day));
    }

    private void refuse(Refusal.Code code, String sentence, String field) {
        refusals.add(new Refusal(code, sentence, Texts.shortened(field)));
    }

    /** The weightiest, and of those the first; null when the question can be answered. */
    @Nullable
    Refusal refusal() {
        return refusals.stream().min(Comparator.comparing(Refusal::code)).orElse(null);
    }

    List<Notice> notices() {
        return Notice.ofRead(statuses::contains);
    }
}
