package org.yibao.platform.ledger;

import java.util.List;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.settlement.Masked;

/**
 * An insured person as the platform holds them.
 *
 * @param name masked in every text
 * @param identityNumber {@code certno}; masked in every text
 * @param gender {@code gend}: 1 male, 2 female
 * @param placeRegistered whether a stay outside the insured place is registered (备案)
 * @param balance of the own account
 * @param family whose accounts this person may use, in their order
 */
public record Insured(
        InsuredPerson person,
        String name,
        String identityNumber,
        String gender,
        boolean placeRegistered,
        Amount balance,
        List<FamilyAccount> family) {

    public Insured {
        family = List.copyOf(family);
    }

    /** @param relation of the member to the person: SPOUSE, PARENT or CHILD */
    public record FamilyAccount(String psnNo, String relation, Amount balance) {}

    public String psnNo() {
        return person.psnNo();
    }

    @Override
    public String toString() {
        return "Insured[" + Masked.name(name) + ", " + Masked.number(identityNumber) + "]";
    }
}
