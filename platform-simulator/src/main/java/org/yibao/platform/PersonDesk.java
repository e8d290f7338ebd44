package org.yibao.platform;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.InsuredPerson;
import org.yibao.link.message.FamilyNode;
import org.yibao.link.message.Flag;
import org.yibao.link.message.PersonInput;
import org.yibao.link.message.PersonOutput;
import org.yibao.platform.ledger.Insured;
import org.yibao.platform.ledger.People;
import org.yibao.platform.ledger.Transaction;
import org.yibao.platform.ledger.Vouchers;
import org.yibao.settlement.Credential;

/** Says who presents a credential (1101), with balance and this year's accumulators. */
final class PersonDesk {
    private static final String RESIDENT_IDENTITY_CARD = "01";
    private static final String INSURED = "1";

    private final Transaction tx;
    private final Instant now;
    private final int year;

    PersonDesk(Transaction tx, Instant now, ZoneId zone) {
        this.tx = tx;
        this.now = now;
        this.year = now.atZone(zone).getYear();
    }

    Verdict ask(PersonInput.Query query) {
        return switch (query.mdtrtCertType()) {
            case Credential.ELECTRONIC_VOUCHER -> byVoucher(query.ecQrCode());
            case Credential.IDENTITY_NUMBER -> byIdentityNumber(query);
            default -> RefusalCode.CREDENTIAL_REFUSED.refused();
        };
    }

    private Verdict byVoucher(String code) {
        Optional<Vouchers.Voucher> voucher = new Vouchers(tx).decode(code, now);
        if (voucher.isEmpty()) {
            return RefusalCode.VOUCHER_NOT_USABLE.refused();
        }
        String token = voucher.get().token();
        return new People(tx)
                .byPsnNo(voucher.get().psnNo())
                .map(insured -> known(insured, Credential.ELECTRONIC_VOUCHER, token))
                .orElseGet(RefusalCode.PERSON_UNKNOWN::refused);
    }

    private Verdict byIdentityNumber(PersonInput.Query query) {
        Optional<Insured> insured = new People(tx).byIdentityNumber(query.mdtrtCertNo());
        if (insured.isEmpty()) {
            return RefusalCode.PERSON_UNKNOWN.refused();
        }
        boolean named = query.psnName().isEmpty()
                || query.psnName().equals(insured.get().name());
        return named
                ? known(insured.get(), Credential.IDENTITY_NUMBER, null)
                : RefusalCode.CREDENTIAL_REFUSED.refused();
    }

    private Verdict known(Insured insured, String credentialType, @Nullable String token) {
        InsuredPerson person = insured.person();
        return new Verdict.Done(new PersonOutput(
                new PersonOutput.BaseNode(
                        person.psnNo(),
                        RESIDENT_IDENTITY_CARD,
                        insured.identityNumber(),
                        insured.name(),
                        person.birthDate()),
                List.of(new PersonOutput.InsuranceNode(
                        insured.balance(),
                        person.insutype(),
                        person.psnType(),
                        INSURED,
                        Flag.of(person.civilServant()),
                        person.insuplcAdmdvs())),
                person.marks().stream().map(PersonOutput.IdentityNode::new).toList(),
                SettledAnswer.cum(year, new People(tx).cum(person.psnNo(), year)),
                insured.family().stream()
                        .map(member -> new FamilyNode(member.psnNo(), member.relation(), member.balance()))
                        .toList(),
                new PersonOutput.ExtensionNode(
                        year,
                        Flag.of(insured.placeRegistered()),
                        person.chronicDisease(),
                        credentialType,
                        token)));
    }
}
