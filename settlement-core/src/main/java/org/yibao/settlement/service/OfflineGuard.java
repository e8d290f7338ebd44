package org.yibao.settlement.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.StopList;

/** Decides whether a sale may be made without the platform's word. Time comes as an argument. */
final class OfflineGuard {
    private final OfflineLimits limits;
    private final StopList stopList;
    private final ZoneId zone;

    /** @param zone of the counter, whose days the stop list means */
    OfflineGuard(OfflineLimits limits, StopList stopList, ZoneId zone) {
        this.limits = limits;
        this.stopList = stopList;
        this.zone = zone;
    }

    /** Empty when this person may be served offline at all. */
    Optional<Fault> againstPerson(Instant now, PersonSnapshot person) {
        if (!limits.allowed()) {
            return Optional.of(Fault.of(FaultCode.OFFLINE_NOT_ALLOWED));
        }
        if (stopList.stops(person.person().psnNo(), LocalDate.ofInstant(now, zone))) {
            return Optional.of(Fault.of(FaultCode.PERSON_STOPPED_OFFLINE));
        }
        // A snapshot from the future means that the clock was set back: its age cannot be known.
        Duration age = Duration.between(person.asOf(), now);
        if (age.isNegative() || age.compareTo(limits.snapshotAge()) > 0) {
            return Optional.of(new Fault(FaultCode.PERSON_SNAPSHOT_TOO_OLD, "as of " + person.asOf()));
        }
        return Optional.empty();
    }

    /** Empty when this sale may be made offline. */
    Optional<Fault> againstSale(Instant now, PersonSnapshot person, Credential credential, Amount total) {
        Optional<Fault> fault = againstPerson(now, person);
        if (fault.isPresent()) {
            return fault;
        }
        if (credential.type().equals(Credential.ELECTRONIC_VOUCHER)) {
            return Optional.of(Fault.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED));
        }
        if (total.compareTo(limits.perSale()) > 0) {
            return Optional.of(new Fault(FaultCode.OFFLINE_AMOUNT_EXCEEDED, "limit " + limits.perSale()));
        }
        return Optional.empty();
    }
}
