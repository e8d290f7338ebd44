package org.yibao.settlement;

import java.time.Instant;
import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.YearToDate;

/**
 * What the terminal knows of an insured person, and since when.
 *
 * @param name sealed at rest, masked in every text
 * @param identityNumber {@code certno}; sealed at rest, masked in every text
 * @param placeRegistered whether a stay outside the insured place is registered (备案)
 * @param year the medical year of {@code cum}
 * @param balance of the own account
 * @param family whose accounts this person may use, in the platform's order
 * @param asOf when the platform last said so; sales made here since are in {@code cum} and {@code balance}
 */
public record PersonSnapshot(
        InsuredPerson person,
        String name,
        String identityNumber,
        boolean placeRegistered,
        int year,
        YearToDate cum,
        Amount balance,
        List<FamilyMember> family,
        Instant asOf) {

    public PersonSnapshot {
        family = List.copyOf(family);
    }

    /** @param relation of the member to the person: SPOUSE, PARENT or CHILD */
    public record FamilyMember(String psnNo, String relation, Amount balance) {}

    /** The accumulators that count for an expense of {@code expenseYear}: those of another year do not. */
    public YearToDate cumIn(int expenseYear) {
        return expenseYear == year ? cum : YearToDate.NOTHING;
    }

    /** This person after a sale in {@code expenseYear}; an expense of another year moves the balance only. */
    public PersonSnapshot after(int expenseYear, YearToDate cumAfter, Amount balanceAfter) {
        if (expenseYear < year) {
            return with(year, cum, balanceAfter);
        }
        return with(expenseYear, cumIn(expenseYear).replacedBy(cumAfter), balanceAfter);
    }

    /** This person with other balances of the family's accounts. */
    public PersonSnapshot withFamily(List<FamilyMember> members) {
        return new PersonSnapshot(person, name, identityNumber, placeRegistered, year, cum, balance, members, asOf);
    }

    private PersonSnapshot with(int newYear, YearToDate newCum, Amount newBalance) {
        return new PersonSnapshot(
                person, name, identityNumber, placeRegistered, newYear, newCum, newBalance, family, asOf);
    }

    @Override
    public String toString() {
        return "PersonSnapshot[" + Masked.name(name) + ", " + Masked.number(identityNumber) + ", as of " + asOf + "]";
    }
}
