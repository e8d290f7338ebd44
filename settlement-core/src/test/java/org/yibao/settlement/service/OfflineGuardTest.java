package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.Sale;
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.port.StopList;
import org.yibao.settlement.testing.InMemoryStore;
import org.yibao.settlement.testing.Offline;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;

final class OfflineGuardTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Amount LIMIT = Amount.ofFen(50_000);
    private static final Amount FEN = Amount.ofFen(1);
    private static final Credential CARD = new Credential(Credential.IDENTITY_NUMBER, Persons.identityNumber(1));
    private static final StopList NOBODY = (psnNo, day) -> false;
    private static final OfflineLimits USUAL = Offline.limits(LIMIT, Duration.ofDays(7));

    private final PersonSnapshot person = Persons.person(1);
    private final Instant now = person.asOf();
    private final LocalDate today = LocalDate.ofInstant(now, ZONE);
    private final InMemoryStore store = new InMemoryStore(Sales.PHARMACY, 10);
    private Contact contact = new Offline.KnownContact(Optional.of(now), false);

    private OfflineGuard guard(OfflineLimits limits, StopList stopList) {
        return new OfflineGuard(limits, stopList, contact, store, ZONE);
    }

    private OfflineGuard.Bill bill(Credential credential, Amount total) {
        return new OfflineGuard.Bill(person, credential, "41", total, today, Amount.ZERO);
    }

    private Optional<FaultCode> against(OfflineLimits limits, Credential credential, Amount total) {
        return guard(limits, NOBODY).againstSale(now, bill(credential, total)).map(Fault::code);
    }

    /** The usual limits with those components changed that most tests do not reach. */
    private static OfflineLimits with(Set<String> credentials, Set<String> excluded, boolean freshStopList) {
        return new OfflineLimits(
                true,
                LIMIT,
                USUAL.perPersonDay(),
                USUAL.terminal(),
                USUAL.snapshotAge(),
                USUAL.contactAge(),
                credentials,
                excluded,
                freshStopList);
    }

    @Test
    void aTerminalThatDoesNotSellOfflineServesNobody() {
        OfflineLimits never = new OfflineLimits(
                false,
                LIMIT,
                LIMIT,
                LIMIT,
                USUAL.snapshotAge(),
                USUAL.contactAge(),
                USUAL.credentials(),
                Set.of(),
                false);
        assertEquals(Optional.of(FaultCode.OFFLINE_NOT_ALLOWED), against(never, CARD, LIMIT));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_NOT_ALLOWED),
                guard(never, NOBODY).againstPerson(now, person).map(Fault::code));
    }

    @Test
    void aSaleStaysWithinItsLimitAndIsNeverMadeToAVoucher() {
        assertEquals(Optional.empty(), against(USUAL, CARD, LIMIT));
        assertEquals(Optional.of(FaultCode.OFFLINE_AMOUNT_EXCEEDED), against(USUAL, CARD, LIMIT.plus(FEN)));
        Credential voucher = new Credential(Credential.ELECTRONIC_VOUCHER, "token");
        Optional<FaultCode> refused = Optional.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED);
        assertEquals(refused, against(USUAL, voucher, LIMIT));
        assertEquals(refused, against(with(Set.of("01", "02"), Set.of(), false), voucher, LIMIT));
    }

    @Test
    void onlyTheKindsOfCredentialAndVisitThatAreConfiguredAreServed() {
        assertEquals(
                Optional.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED),
                against(with(Set.of("03"), Set.of(), false), CARD, FEN));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_MED_TYPE_EXCLUDED),
                against(with(Set.of("02"), Set.of("21", "41"), false), CARD, FEN));
        assertEquals(Optional.empty(), against(with(Set.of("02"), Set.of("21"), false), CARD, FEN));
    }

    @Test
    void aStoppedPersonIsNotServedOnTheDaysOfTheCounterThatTheListNames() {
        StopList stopped = (psnNo, day) -> psnNo.equals(person.person().psnNo()) && day.equals(today);
        assertEquals(
                Optional.of(FaultCode.PERSON_STOPPED_OFFLINE),
                guard(USUAL, stopped).againstSale(now, bill(CARD, LIMIT)).map(Fault::code));
        assertEquals(Optional.empty(), guard(USUAL, stopped).againstPerson(now.plus(Duration.ofDays(1)), person));
    }

    @Test
    void aTerminalThatHeardNothingForTooLongServesNobody() {
        assertEquals(Optional.empty(), atAge(USUAL.contactAge()));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_CONTACT_TOO_OLD),
                atAge(USUAL.contactAge().plusSeconds(1)));
        contact = new Offline.KnownContact(Optional.empty(), false);
        assertEquals(Optional.of(FaultCode.OFFLINE_CONTACT_TOO_OLD), atAge(Duration.ZERO));
    }

    private Optional<FaultCode> atAge(Duration age) {
        return guard(USUAL, NOBODY).againstPerson(now.plus(age), person).map(Fault::code);
    }

    @Test
    void aStaleStopListForbidsOnlyWhereAFreshOneIsAskedFor() {
        contact = new Offline.KnownContact(Optional.of(now), true);
        assertEquals(Optional.empty(), against(USUAL, CARD, FEN));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_STOP_LIST_STALE), against(with(Set.of("02"), Set.of(), true), CARD, FEN));
        contact = new Offline.KnownContact(Optional.of(now), false);
        assertEquals(Optional.empty(), against(with(Set.of("02"), Set.of(), true), CARD, FEN));
    }

    @Test
    void whatWaitsCountsAgainstThePersonsDayAndTheTerminalToTheFen() {
        Amount waiting = sell(1).plus(sell(2));
        Amount ofPerson = store.unanswered(person.person().psnNo(), Sales.MORNING.toLocalDate());
        UnaryOperator<Amount> room = limit -> limit.minus(ofPerson);
        OfflineLimits day = Offline.limits(LIMIT, LIMIT, waiting.plus(LIMIT), Duration.ofDays(7));
        assertEquals(Optional.empty(), against(day, CARD, room.apply(LIMIT)));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_PERSON_DAY_EXCEEDED),
                against(day, CARD, room.apply(LIMIT).plus(FEN)));
        OfflineLimits terminal = Offline.limits(LIMIT, LIMIT, waiting.plus(FEN), Duration.ofDays(7));
        assertEquals(Optional.empty(), against(terminal, CARD, FEN));
        assertEquals(Optional.of(FaultCode.OFFLINE_TERMINAL_EXCEEDED), against(terminal, CARD, FEN.plus(FEN)));
    }

    @Test
    void aSaleThatIsRecordedAlreadyDoesNotCountAgainstItself() {
        Amount total = sell(1);
        OfflineLimits exactly = Offline.limits(total, total, total, Duration.ofDays(7));
        assertEquals(Optional.of(FaultCode.OFFLINE_PERSON_DAY_EXCEEDED), against(exactly, CARD, total));
        OfflineGuard.Bill itself = new OfflineGuard.Bill(person, CARD, "41", total, today, total);
        assertEquals(Optional.empty(), guard(exactly, NOBODY).againstSale(now, itself));
    }

    @Test
    void salesThatAreBeingRecordedDoNotPassTheTerminalsLimitTogether() {
        OfflineLimits limits = Offline.limits(LIMIT, LIMIT, LIMIT.plus(FEN), Duration.ofDays(7));
        OfflineGuard guard = guard(limits, NOBODY);
        assertEquals(Optional.empty(), guard.pledge(now, bill(CARD, LIMIT)));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_TERMINAL_EXCEEDED),
                guard.pledge(now, bill(CARD, FEN.plus(FEN))).map(Fault::code));
        assertEquals(Optional.empty(), guard.pledge(now, bill(CARD, FEN)));
        guard.redeem(LIMIT);
        assertEquals(Optional.empty(), guard.pledge(now, bill(CARD, LIMIT)), "the first was not recorded after all");
    }

    private Amount sell(int number) {
        Sale sale = Sales.atPharmacy().to(Persons.person(number)).made(store.next(Sales.MORNING), "sale-" + number);
        store.accept(sale, before -> Sales.message(sale), Sales.after(sale));
        return sale.quote().breakdown().medfeeSumamt();
    }
}
