package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.StopList;
import org.yibao.settlement.testing.Persons;

final class OfflineGuardTest {
    private static final Amount LIMIT = Amount.ofFen(50_000);
    private static final Credential CARD = new Credential(Credential.IDENTITY_NUMBER, Persons.identityNumber(1));

    private final PersonSnapshot person = Persons.person(1);

    private static OfflineGuard guard(boolean allowed) {
        return guard(allowed, (psnNo, day) -> false);
    }

    private static OfflineGuard guard(boolean allowed, StopList stopList) {
        return new OfflineGuard(
                new OfflineLimits(allowed, LIMIT, Duration.ofDays(7)), stopList, ZoneId.of("Asia/Shanghai"));
    }

    private Optional<FaultCode> against(boolean allowed, Credential credential, Amount total) {
        return guard(allowed)
                .againstSale(person.asOf(), person, credential, total)
                .map(Fault::code);
    }

    @Test
    void aTerminalThatDoesNotSellOfflineServesNobody() {
        assertEquals(Optional.of(FaultCode.OFFLINE_NOT_ALLOWED), against(false, CARD, LIMIT));
        assertEquals(
                Optional.of(FaultCode.OFFLINE_NOT_ALLOWED),
                guard(false).againstPerson(person.asOf(), person).map(Fault::code));
    }

    @Test
    void aSaleStaysWithinItsLimitAndIsNeverMadeToAVoucher() {
        assertEquals(Optional.empty(), against(true, CARD, LIMIT));
        assertEquals(Optional.of(FaultCode.OFFLINE_AMOUNT_EXCEEDED), against(true, CARD, LIMIT.plus(Amount.ofFen(1))));
        assertEquals(
                Optional.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED),
                against(true, new Credential(Credential.ELECTRONIC_VOUCHER, "token"), LIMIT));
    }

    @Test
    void aStoppedPersonIsNotServedOnTheDaysOfTheCounterThatTheListNames() {
        LocalDate today = LocalDate.ofInstant(person.asOf(), ZoneId.of("Asia/Shanghai"));
        StopList stopped = (psnNo, day) -> psnNo.equals(person.person().psnNo()) && day.equals(today);
        assertEquals(
                Optional.of(FaultCode.PERSON_STOPPED_OFFLINE),
                guard(true, stopped)
                        .againstSale(person.asOf(), person, CARD, LIMIT)
                        .map(Fault::code));
        assertEquals(
                Optional.empty(),
                guard(true, stopped).againstPerson(person.asOf().plus(Duration.ofDays(1)), person));
    }
}
