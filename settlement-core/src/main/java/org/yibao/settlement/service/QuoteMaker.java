package org.yibao.settlement.service;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PersonSnapshot.FamilyMember;
import org.yibao.settlement.Sale.FamilyPayer;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.Catalogue;

/** Fills a till's bill in with what the terminal knows: institution, person, accounts, catalogue. */
final class QuoteMaker {
    // GB/T 2260: the first two digits of a division are its province, the first four its city.
    private static final int PROVINCE_DIGITS = 2;
    private static final int CITY_DIGITS = 4;

    /** {@code med_type} 41, designated pharmacy purchase: what 2102 settles and 2207 does not. */
    private static final String PHARMACY_PURCHASE = "41";

    private final TerminalProfile terminal;
    private final Catalogue catalogue;

    QuoteMaker(TerminalProfile terminal, Catalogue catalogue) {
        this.terminal = terminal;
        this.catalogue = catalogue;
    }

    sealed interface Filled {
        record Request(QuoteRequest request) implements Filled {}

        record Impossible(Fault fault) implements Filled {}
    }

    Filled fill(QuoteCommand command, PersonSnapshot person, LocalDateTime begntime) {
        if (command.medType().equals(PHARMACY_PURCHASE) != terminal.isPharmacy()) {
            return new Filled.Impossible(new Fault(FaultCode.MED_TYPE_NOT_ALLOWED, command.medType()));
        }
        List<FamilyAccount> family = new ArrayList<>();
        for (FamilyPayer payer : command.family()) {
            Optional<FamilyMember> member = person.family().stream()
                    .filter(known -> known.psnNo().equals(payer.psnNo()))
                    .findFirst();
            if (member.isEmpty()) {
                return new Filled.Impossible(Fault.of(FaultCode.FAMILY_MEMBER_UNKNOWN));
            }
            family.add(new FamilyAccount(member.get().relation(), member.get().balance()));
        }
        List<FeeLine> lines = new ArrayList<>();
        for (QuoteCommand.Line line : command.lines()) {
            Optional<Catalogue.Item> item = catalogue.find(line.code(), begntime.toLocalDate());
            if (item.isEmpty()) {
                return new Filled.Impossible(new Fault(FaultCode.CATALOGUE_ITEM_UNKNOWN, line.code()));
            }
            lines.add(feeLine(line, item.get()));
        }
        return new Filled.Request(new QuoteRequest(
                begntime,
                command.medType(),
                terminal.institution(),
                person.person(),
                placeOf(person.person()),
                person.placeRegistered(),
                command.prescription(),
                null,
                person.cumIn(begntime.getYear()),
                new PersonalAccount(command.accountUsed(), person.balance(), family),
                lines));
    }

    private static FeeLine feeLine(QuoteCommand.Line line, Catalogue.Item item) {
        return new FeeLine(
                line.number(),
                line.code(),
                item.listType(),
                item.level(),
                line.count(),
                line.price(),
                line.amount(),
                item.selfpayProportion(),
                item.priceCeiling(),
                item.procured(),
                item.equipment(),
                item.wellness());
    }

    private Place placeOf(InsuredPerson person) {
        String insured = person.insuplcAdmdvs() == null ? terminal.admdvs() : person.insuplcAdmdvs();
        if (insured.regionMatches(0, terminal.admdvs(), 0, CITY_DIGITS)) {
            return Place.LOCAL;
        }
        return insured.regionMatches(0, terminal.admdvs(), 0, PROVINCE_DIGITS) ? Place.PROVINCE : Place.OUTSIDE;
    }
}
