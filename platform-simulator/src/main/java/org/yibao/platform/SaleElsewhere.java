package org.yibao.platform;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.platform.ledger.Entries;
import org.yibao.platform.ledger.Entry;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Serials;
import org.yibao.platform.ledger.TerminalKey;
import org.yibao.platform.ledger.Transaction;

/** Visits at an institution that has none of the terminals, split by the same rules. */
final class SaleElsewhere {
    private static final String OUTPATIENT = "11";
    private static final String CLINIC_SETTLE = "2207";
    private static final String DIVISION = "370100";
    private static final DesignatedInstitution INSTITUTION = new DesignatedInstitution("H37010099999", "1", "2");
    private static final TerminalKey TERMINAL = new TerminalKey(INSTITUTION.code(), '0');

    private final PolicyBook policy;

    SaleElsewhere(PolicyBook policy) {
        this.policy = policy;
    }

    static boolean isOne(Entry entry) {
        return entry.terminal().equals(TERMINAL);
    }

    /** @throws PlatformException when the policy refuses it */
    Entry book(Transaction tx, Insured insured, Amount medfee, LocalDateTime now) {
        YearToDate before = new People(tx).cum(insured.psnNo(), now.getYear());
        QuoteResult result = BenefitCalculator.calculate(request(insured, before, medfee, now), policy);
        if (result instanceof Quote quote) {
            return book(tx, insured, before, quote, now);
        }
        throw new PlatformException(((Refusal) result).message());
    }

    private static QuoteRequest request(Insured insured, YearToDate before, Amount medfee, LocalDateTime now) {
        FeeLine line = new FeeLine(
                "1", "ELSEWHERE", "101", "01", BigDecimal.ONE, medfee.yuan(), medfee, null, null, false, false, false);
        return new QuoteRequest(
                now,
                OUTPATIENT,
                INSTITUTION,
                insured.person(),
                QuoteRequest.Place.LOCAL,
                insured.placeRegistered(),
                null,
                null,
                before,
                PersonalAccount.NONE,
                List.of(line));
    }

    private static Entry book(Transaction tx, Insured insured, YearToDate before, Quote quote, LocalDateTime now) {
        String number = new Serials(tx).next("setl_id", DIVISION, now);
        Entry entry = new Entry(
                number,
                number,
                CLINIC_SETTLE,
                insured.psnNo(),
                number,
                TERMINAL,
                now,
                Entry.State.BOOKED,
                null,
                Entry.Tenders.of(quote.breakdown()));
        new Entries(tx).book(entry, SaleAtDesk.accumulated(insured.psnNo(), now.getYear(), before, quote));
        return entry;
    }
}
