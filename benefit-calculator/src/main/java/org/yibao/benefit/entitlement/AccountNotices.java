package org.yibao.benefit.entitlement;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote.Notice;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.Rate;
import org.yibao.benefit.Texts;
import org.yibao.benefit.policy.Crediting;
import org.yibao.benefit.policy.Entitlement;
import org.yibao.benefit.policy.Finding.Found;
import org.yibao.benefit.policy.PolicyBook;

/**
 * What the tables say beside a split to somebody who pays from the own account: what the account is credited with in
 * the visit's month, and what else it may pay. They move no money, so only what is in force is told, and only what
 * the request suffices for: a wage is not in it, so a part of the wage is told as a ratio.
 */
public final class AccountNotices {
    private static final String CREDIT = "ACCOUNT_CREDIT";
    private static final String USES = "ACCOUNT_USES";

    private final PolicyBook book;
    private final Person person;
    private final LocalDate day;

    private AccountNotices(QuoteRequest request, PolicyBook book) {
        this.book = book;
        this.person = person(request.patient());
        this.day = request.begntime().toLocalDate();
    }

    /** In the order in which they are told; none where the tables say nothing. */
    public static List<Notice> of(QuoteRequest request, PolicyBook book) {
        AccountNotices account = new AccountNotices(request, book);
        List<Notice> notices = new ArrayList<>();
        account.credit(notices);
        account.uses(notices);
        return notices;
    }

    public static boolean isOne(Notice notice) {
        return notice.code().equals(CREDIT) || notice.code().equals(USES);
    }

    private static Person person(InsuredPerson patient) {
        String psnClass = InsuredPerson.psnClass(patient.psnType());
        return new Person(
                patient.insutype(), psnClass, patient.marks(), patient.born().orElse(null), null);
    }

    /** Told whole or not at all: a part left out would be a wrong sum. */
    private void credit(List<Notice> notices) {
        Crediting crediting = book.personRules().crediting();
        YearMonth month = YearMonth.from(day);
        PersonFacts facts =
                new PersonFacts(book.structure(), person, crediting.age().day().of(month));
        List<String> parts = new ArrayList<>();
        Set<String> sources = new LinkedHashSet<>();
        for (Crediting.Part part : crediting.parts()) {
            if (part.clause().covers(month.atDay(1)) && part.clause().when().holds(facts)) {
                String words = words(part, facts, month.atDay(1));
                if (words == null) {
                    return;
                }
                parts.add(words);
                sources.add(part.clause().source());
            }
        }
        if (!parts.isEmpty() && facts.absent().isEmpty()) {
            String text = Texts.of(
                    "notice.account-credit", month.toString(), String.join("；", parts), String.join("；", sources));
            notices.add(new Notice(CREDIT, text));
        }
    }

    private @Nullable String words(Crediting.Part part, PersonFacts facts, LocalDate first) {
        String title = part.clause().title();
        if (part.rule() instanceof Crediting.Nothing) {
            return Texts.of("step.credit-nothing", title);
        }
        if (part.rule() instanceof Crediting.Fixed fixed) {
            Found amount = inForce(fixed.amount(), facts, first);
            return amount == null
                    ? null
                    : Texts.of("step.credit-fixed", title, amount.amount().toString());
        }
        return words(title, (Crediting.Share) part.rule(), facts, first);
    }

    private @Nullable String words(String title, Crediting.Share share, PersonFacts facts, LocalDate first) {
        Found ratio = inForce(share.ratio(), facts, first);
        Found factor = share.factor() == null ? null : inForce(share.factor(), facts, first);
        if (ratio == null || (share.factor() != null && factor == null)) {
            return null;
        }
        Rate rate = factor == null ? ratio.rate() : ratio.rate().times(factor.rate());
        if (share.base() == null) {
            return Texts.of("notice.credit-of-wage", title, rate.toString());
        }
        Found base = inForce(share.base(), facts, first);
        if (base == null) {
            return null;
        }
        Amount credited = Amount.roundHalfUp(rate.of(base.amount()));
        return Texts.of("step.credit-share", title, base.amount().toString(), rate.toString(), credited.toString());
    }

    private @Nullable Found inForce(String parameter, PersonFacts facts, LocalDate first) {
        return book.find(parameter, facts, first) instanceof Found found
                        && found.dated().bundle().status() == PolicyReference.Status.IN_FORCE
                ? found
                : null;
    }

    private void uses(List<Notice> notices) {
        PersonFacts facts = new PersonFacts(book.structure(), person, day);
        List<String> permitted = new ArrayList<>();
        List<String> barred = new ArrayList<>();
        Set<String> sources = new LinkedHashSet<>();
        for (Entitlement.Use use : book.personRules().entitlement().uses()) {
            if (use.clause().covers(day) && use.clause().when().holds(facts)) {
                (use.relations().isEmpty() ? barred : permitted)
                        .add(use.clause().title());
                sources.add(use.clause().source());
            }
        }
        if (!permitted.isEmpty() && facts.absent().isEmpty()) {
            String never = barred.isEmpty() ? "" : Texts.of("notice.never-from-account", String.join("、", barred));
            String text =
                    Texts.of("notice.account-uses", String.join("、", permitted), never, String.join("；", sources));
            notices.add(new Notice(USES, text));
        }
    }
}
