package org.yibao.benefit.split;

import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;

/**
 * What the personal accounts pay of the person's part: the own account first, then the family's in order.
 *
 * @param personalPart what no fund pays
 * @param payable the most that accounts may pay: not for wellness goods
 * @param own paid by the own account
 * @param family paid by family accounts
 * @param balance own balance afterwards; 0 for those who have no account
 */
public record AccountPayment(Amount personalPart, Amount payable, Amount own, Amount family, Amount balance) {

    /** @param hasOwn whether the insured person's own account may pay */
    static AccountPayment of(QuoteRequest request, boolean hasOwn, Amount personalPart) {
        PersonalAccount account = request.account();
        Amount payable = Amount.ZERO.max(personalPart.minus(wellness(request)));
        Amount own = hasOwn && account.used() ? account.balance().min(payable) : Amount.ZERO;
        Amount balance = hasOwn ? account.balance().minus(own) : Amount.ZERO;
        Amount family = Amount.ZERO;
        for (PersonalAccount.FamilyAccount each : account.family()) {
            Amount left = payable.minus(own).minus(family);
            family = family.plus(each.balance().min(left));
        }
        return new AccountPayment(personalPart, payable, own, family, balance);
    }

    /** What is left to pay in cash. */
    public Amount cash() {
        return personalPart.minus(own).minus(family);
    }

    private static Amount wellness(QuoteRequest request) {
        Amount sum = Amount.ZERO;
        for (FeeLine line : request.lines()) {
            sum = line.wellness() ? sum.plus(line.amount()) : sum;
        }
        return sum;
    }
}
