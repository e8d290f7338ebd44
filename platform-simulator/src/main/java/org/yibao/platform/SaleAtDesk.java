package org.yibao.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.link.message.PayerNode;
import org.yibao.link.message.SettleInput;
import org.yibao.link.message.SettlementMapper;
import org.yibao.platform.ledger.Effect;
import org.yibao.platform.ledger.Insured;
import org.yibao.settlement.TerminalProfile;

/**
 * A settlement message beside the platform's own knowledge of its person. From the message come the bill, the
 * day and the wish to use accounts; institution, place, accumulators and balances are the platform's.
 *
 * @param terminal as it was enrolled
 * @param before accumulators of the expense's year
 */
record SaleAtDesk(SettleInput input, TerminalProfile terminal, Insured insured, YearToDate before) {
    // GB/T 2260: the first two digits of a division are its province, the first four its city.
    private static final int PROVINCE_DIGITS = 2;
    private static final int CITY_DIGITS = 4;

    /** What the calculator splits. */
    QuoteRequest request() {
        List<PersonalAccount.FamilyAccount> family = payers().stream()
                .map(member -> new PersonalAccount.FamilyAccount(member.relation(), member.balance()))
                .toList();
        PersonalAccount account = new PersonalAccount(input.acctUsedFlag().isSet(), insured.balance(), family);
        QuoteRequest said = SettlementMapper.request(input, terminal.institution(), insured.person(), before, account);
        return new QuoteRequest(
                said.begntime(),
                said.medType(),
                said.institution(),
                said.patient(),
                place(),
                insured.placeRegistered(),
                said.prescription(),
                said.maternity(),
                said.cum(),
                said.account(),
                said.lines());
    }

    private QuoteRequest.Place place() {
        String home = String.valueOf(insured.person().insuplcAdmdvs());
        if (home.regionMatches(0, terminal.admdvs(), 0, CITY_DIGITS)) {
            return QuoteRequest.Place.LOCAL;
        }
        return home.regionMatches(0, terminal.admdvs(), 0, PROVINCE_DIGITS)
                ? QuoteRequest.Place.PROVINCE
                : QuoteRequest.Place.OUTSIDE;
    }

    /** The family accounts that the message names, in its order; those the person may not use are left out. */
    private List<Insured.FamilyAccount> payers() {
        List<Insured.FamilyAccount> payers = new ArrayList<>();
        for (PayerNode named : input.trminfo().mulaidinfo()) {
            insured.family().stream()
                    .filter(member -> member.psnNo().equals(named.psnNo()))
                    .findFirst()
                    .ifPresent(payers::add);
        }
        return payers;
    }

    /** Whether every family account named may be used, and none is named twice: it would pay beyond its balance. */
    boolean mayUseFamily() {
        List<String> named =
                input.trminfo().mulaidinfo().stream().map(PayerNode::psnNo).toList();
        return payers().size() == named.size() && new HashSet<>(named).size() == named.size();
    }

    /** Everything the split moves. */
    List<Effect> effects(Quote quote) {
        List<Effect> effects =
                new ArrayList<>(accumulated(insured.psnNo(), input.begntime().getYear(), before, quote));
        effects.addAll(paid(quote.breakdown()));
        return effects;
    }

    /** What the split adds to the accumulators of one year. */
    static List<Effect> accumulated(String psnNo, int year, YearToDate before, Quote quote) {
        List<Effect> effects = new ArrayList<>();
        quote.cumAfter().values().forEach((code, value) -> {
            long added = value - before.value(code);
            if (added != 0) {
                effects.add(new Effect.Accumulated(psnNo, year, code, added));
            }
        });
        return effects;
    }

    /** The own account first, then the family's in their order, each up to its balance. */
    private List<Effect> paid(BenefitBreakdown split) {
        List<Effect> effects = new ArrayList<>();
        if (split.acctPay().isPositive()) {
            effects.add(new Effect.Credited(insured.psnNo(), -split.acctPay().fen()));
        }
        Amount rest = split.acctMulaidPay();
        for (Insured.FamilyAccount member : payers()) {
            Amount share = rest.min(member.balance());
            rest = rest.minus(share);
            if (share.isPositive()) {
                effects.add(new Effect.Credited(member.psnNo(), -share.fen()));
            }
        }
        return effects;
    }
}
