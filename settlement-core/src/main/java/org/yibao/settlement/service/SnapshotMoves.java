package org.yibao.settlement.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PersonSnapshot.FamilyMember;
import org.yibao.settlement.Sale;
import org.yibao.settlement.Sale.FamilyPayer;

/** How a sale moves what is known of a person, and how a void moves it back. */
final class SnapshotMoves {
    private SnapshotMoves() {}

    /** After a sale: so that the second sale of the day sees the first. */
    static PersonSnapshot afterSale(PersonSnapshot now, Sale sale) {
        BenefitBreakdown split = sale.quote().breakdown();
        return now.after(
                        sale.request().begntime().getYear(),
                        sale.quote().cumAfter(),
                        now.balance().minus(split.acctPay()).max(Amount.ZERO))
                .withFamily(familyMoved(now.family(), sale, split.acctMulaidPay()));
    }

    /**
     * After taking a sale back: subtracts what it added, never below 0, and gives back every tender (calculation
     * rules, section 10). What it added is the terminal's own reckoning: of the platform's only the sum is known,
     * and its answer to the void brings that.
     */
    static PersonSnapshot afterTakingBack(PersonSnapshot now, Sale sale, BenefitBreakdown split) {
        int year = sale.request().begntime().getYear();
        YearToDate before = sale.request().cum();
        Map<String, Long> values = new TreeMap<>(now.cumIn(year).values());
        sale.quote()
                .cumAfter()
                .values()
                .forEach((code, after) -> values.computeIfPresent(
                        code, (same, value) -> Math.max(0, value - (after - before.value(code)))));
        Amount balance = now.balance().plus(split.acctPay());
        return now.after(year, YearToDate.of(values), balance)
                .withFamily(
                        familyMoved(now.family(), sale, split.acctMulaidPay().negated()));
    }

    /** Family accounts pay in the order given; a negative amount goes back to the first of them. */
    private static List<FamilyMember> familyMoved(List<FamilyMember> family, Sale sale, Amount paid) {
        List<FamilyMember> moved = new ArrayList<>(family);
        Amount left = paid;
        for (FamilyPayer payer : sale.familyPayers()) {
            for (int i = 0; i < moved.size(); i++) {
                FamilyMember member = moved.get(i);
                if (member.psnNo().equals(payer.psnNo())) {
                    Amount part = left.min(member.balance());
                    moved.set(
                            i,
                            new FamilyMember(
                                    member.psnNo(),
                                    member.relation(),
                                    member.balance().minus(part)));
                    left = left.minus(part);
                }
            }
        }
        return moved;
    }
}
