package org.yibao.link.message;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.yibao.benefit.InsuredPerson;
import org.yibao.settlement.Credential;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** Who presents a credential (1101). */
public final class PersonMapper {
    private static final String RESIDENT_CARD = "01";
    private static final String INSURED = "1";

    private PersonMapper() {}

    /** The platform names nobody. */
    public static PersonReply.Refused refused(Answer.Refused answer) {
        AnswerHeader header = answer.header();
        return new PersonReply.Refused(reason(header.errCode()), header.errCode(), header.errMsg());
    }

    private static PlatformGateway.Reason reason(String code) {
        return switch (code) {
            case AnswerHeader.PERSON_UNKNOWN -> PlatformGateway.Reason.PERSON_UNKNOWN;
            case AnswerHeader.CREDENTIAL_REFUSED, AnswerHeader.VOUCHER_NOT_USABLE ->
                PlatformGateway.Reason.CREDENTIAL_NOT_ACCEPTED;
            default -> PlatformGateway.Reason.OTHER;
        };
    }

    public static PersonInput input(InsuredCard card, LocalDateTime at) {
        if (card instanceof InsuredCard.IdentityCard identity) {
            return new PersonInput(new PersonInput.Query(
                    Credential.IDENTITY_NUMBER,
                    identity.number(),
                    "",
                    at,
                    RESIDENT_CARD,
                    identity.number(),
                    identity.name(),
                    ""));
        }
        InsuredCard.ElectronicVoucher voucher = (InsuredCard.ElectronicVoucher) card;
        return new PersonInput(
                new PersonInput.Query(Credential.ELECTRONIC_VOUCHER, "", "", at, "", "", "", voucher.code()));
    }

    /** @throws MessageException when the query is for neither an e-voucher nor an identity number */
    public static InsuredCard card(PersonInput input) {
        PersonInput.Query query = input.data();
        return switch (query.mdtrtCertType()) {
            case Credential.IDENTITY_NUMBER -> new InsuredCard.IdentityCard(query.mdtrtCertNo(), query.psnName());
            case Credential.ELECTRONIC_VOUCHER -> new InsuredCard.ElectronicVoucher(query.ecQrCode());
            default -> throw new MessageException("mdtrt_cert_type " + query.mdtrtCertType());
        };
    }

    public static PersonOutput output(PersonSnapshot snapshot, Credential credential) {
        InsuredPerson person = snapshot.person();
        boolean voucher = credential.type().equals(Credential.ELECTRONIC_VOUCHER);
        return new PersonOutput(
                new PersonOutput.BaseNode(
                        person.psnNo(), RESIDENT_CARD, snapshot.identityNumber(), snapshot.name(), person.birthDate()),
                List.of(new PersonOutput.InsuranceNode(
                        snapshot.balance(),
                        person.insutype(),
                        person.psnType(),
                        INSURED,
                        Flag.of(person.civilServant()),
                        person.insuplcAdmdvs())),
                person.marks().stream().map(PersonOutput.IdentityNode::new).toList(),
                CumNode.rows(snapshot.year(), snapshot.cum()),
                snapshot.family().stream()
                        .map(member -> new FamilyNode(member.psnNo(), member.relation(), member.balance()))
                        .toList(),
                new PersonOutput.ExtensionNode(
                        snapshot.year(),
                        Flag.of(snapshot.placeRegistered()),
                        person.chronicDisease(),
                        credential.type(),
                        voucher ? credential.number() : null));
    }

    /**
     * @param asked the credential that was asked about
     * @param asOf when the answer came
     * @throws MessageException when the answer is about somebody else, or about nobody insured
     */
    public static PersonReply.Known known(PersonOutput output, InsuredCard asked, Instant asOf) {
        PersonOutput.BaseNode base = output.baseinfo();
        PersonOutput.ExtensionNode extension = output.expinfo();
        boolean another = asked instanceof InsuredCard.IdentityCard identity
                && !identity.number().equals(base.certno());
        if (another) {
            throw new MessageException("the answer is about another person");
        }
        PersonOutput.InsuranceNode insurance = output.insuinfo().stream()
                .filter(row -> row.psnInsuStas().equals(INSURED))
                .findFirst()
                .orElseThrow(() -> new MessageException("insuinfo has no insurance in force"));
        InsuredPerson person = new InsuredPerson(
                base.psnNo(),
                insurance.insutype(),
                insurance.psnType(),
                output.idetinfo().stream()
                        .map(PersonOutput.IdentityNode::psnIdetType)
                        .toList(),
                insurance.cvlservFlag().isSet(),
                insurance.insuplcAdmdvs(),
                base.brdy(),
                extension.opspDiseCode());
        PersonSnapshot snapshot = new PersonSnapshot(
                person,
                base.psnName(),
                base.certno(),
                extension.plcRegFlag().isSet(),
                extension.year(),
                CumNode.yearToDate(extension.year(), output.cuminfo()),
                insurance.balc(),
                output.mulaidinfo().stream()
                        .map(row -> new PersonSnapshot.FamilyMember(row.psnNo(), row.relation(), row.balc()))
                        .toList(),
                asOf);
        return new PersonReply.Known(snapshot, credential(output, asked));
    }

    private static Credential credential(PersonOutput output, InsuredCard asked) {
        if (asked instanceof InsuredCard.IdentityCard identity) {
            return new Credential(Credential.IDENTITY_NUMBER, identity.number());
        }
        String token = output.expinfo().ecToken();
        if (token == null || token.isEmpty()) {
            throw new MessageException("the answer to a QR code has no ecToken");
        }
        return new Credential(Credential.ELECTRONIC_VOUCHER, token);
    }
}
