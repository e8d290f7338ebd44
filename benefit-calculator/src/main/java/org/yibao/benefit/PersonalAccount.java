package org.yibao.benefit;

import java.util.List;

/**
 * The accounts that may pay the person's part.
 *
 * @param used {@code acct_used_flag}: whether the own account pays
 * @param balance own balance
 * @param family family accounts in the order in which they pay ({@code mulaid})
 */
public record PersonalAccount(boolean used, Amount balance, List<FamilyAccount> family) {
    public static final PersonalAccount NONE = new PersonalAccount(false, Amount.ZERO, List.of());

    public PersonalAccount {
        family = List.copyOf(family);
    }

    /** @param relation SPOUSE, PARENT or CHILD; any other is refused by the calculator */
    public record FamilyAccount(String relation, Amount balance) {}
}
