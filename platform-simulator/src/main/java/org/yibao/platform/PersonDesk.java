package org.yibao.platform;

import java.util.Optional;
import org.yibao.link.message.PersonInput;
import org.yibao.link.message.PersonMapper;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Transaction;
import org.yibao.platform.ledger.Vouchers;
import org.yibao.settlement.Credential;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;

/** Says who presents a credential (1101), with balance and this year's accumulators. */
final class PersonDesk {
    private final Transaction tx;
    private final Transactions.Context context;

    PersonDesk(Transaction tx, Transactions.Context context) {
        this.tx = tx;
        this.context = context;
    }

    Verdict ask(PersonInput input) {
        InsuredCard card = PersonMapper.card(input);
        return card instanceof InsuredCard.IdentityCard identity
                ? byIdentityCard(identity)
                : byVoucher((InsuredCard.ElectronicVoucher) card);
    }

    private Verdict byVoucher(InsuredCard.ElectronicVoucher card) {
        Optional<Vouchers.Voucher> voucher = new Vouchers(tx).decode(card.code(), context.now());
        if (voucher.isEmpty()) {
            return RefusalCode.VOUCHER_NOT_USABLE.refused();
        }
        Credential credential =
                new Credential(Credential.ELECTRONIC_VOUCHER, voucher.get().token());
        return new People(tx)
                .byPsnNo(voucher.get().psnNo())
                .map(insured -> known(insured, credential))
                .orElseGet(RefusalCode.PERSON_UNKNOWN::refused);
    }

    private Verdict byIdentityCard(InsuredCard.IdentityCard card) {
        Optional<Insured> insured = new People(tx).byIdentityNumber(card.number());
        if (insured.isEmpty()) {
            return RefusalCode.PERSON_UNKNOWN.refused();
        }
        boolean named =
                card.name().isEmpty() || card.name().equals(insured.get().name());
        return named
                ? known(insured.get(), new Credential(Credential.IDENTITY_NUMBER, card.number()))
                : RefusalCode.CREDENTIAL_REFUSED.refused();
    }

    private Verdict known(Insured insured, Credential credential) {
        int year = context.localNow().getYear();
        PersonSnapshot snapshot = new PersonSnapshot(
                insured.person(),
                insured.name(),
                insured.identityNumber(),
                insured.placeRegistered(),
                year,
                new People(tx).cum(insured.psnNo(), year),
                insured.balance(),
                insured.family().stream()
                        .map(member ->
                                new PersonSnapshot.FamilyMember(member.psnNo(), member.relation(), member.balance()))
                        .toList(),
                context.now());
        return new Verdict.Done(PersonMapper.output(snapshot, credential));
    }
}
