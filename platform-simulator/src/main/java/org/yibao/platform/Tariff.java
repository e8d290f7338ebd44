package org.yibao.platform;

import java.util.ArrayList;
import java.util.List;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.YearToDate;
import org.yibao.platform.ledger.Insured;
import org.yibao.settlement.TerminalProfile;

/** Puts the platform's own knowledge of a person beside a sale: the request that its calculator splits. */
final class Tariff {
    private static final int CITY_DIGITS = 4;
    private static final int PROVINCE_DIGITS = 2;

    private Tariff() {}

    static QuoteRequest request(SaleOrder order, Insured insured, YearToDate cum) {
        return new QuoteRequest(
                order.begntime(),
                order.medType(),
                order.terminal().institution(),
                insured.person(),
                place(insured, order.terminal()),
                insured.placeRegistered(),
                order.prescription(),
                order.maternity(),
                cum,
                new PersonalAccount(order.accountUsed(), insured.balance(), accounts(order, insured)),
                order.lines());
    }

    /** The family accounts that the sale names, in its order; those the person may not use are left out. */
    static List<Insured.FamilyAccount> members(SaleOrder order, Insured insured) {
        List<Insured.FamilyAccount> members = new ArrayList<>();
        for (String psnNo : order.familyPsnNos()) {
            insured.family().stream()
                    .filter(member -> member.psnNo().equals(psnNo))
                    .forEach(members::add);
        }
        return members;
    }

    private static List<PersonalAccount.FamilyAccount> accounts(SaleOrder order, Insured insured) {
        return members(order, insured).stream()
                .map(member -> new PersonalAccount.FamilyAccount(member.relation(), member.balance()))
                .toList();
    }

    private static QuoteRequest.Place place(Insured insured, TerminalProfile terminal) {
        String home = String.valueOf(insured.person().insuplcAdmdvs());
        if (sameBegin(home, terminal.admdvs(), CITY_DIGITS)) {
            return QuoteRequest.Place.LOCAL;
        }
        return sameBegin(home, terminal.admdvs(), PROVINCE_DIGITS)
                ? QuoteRequest.Place.PROVINCE
                : QuoteRequest.Place.OUTSIDE;
    }

    private static boolean sameBegin(String one, String other, int digits) {
        return one.regionMatches(0, other, 0, digits);
    }
}
