package org.yibao.settlement.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.yibao.benefit.Amount;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.PersonSnapshot;

/** Decides whether a sale may be made without the platform's word. Pure: time comes as an argument. */
final class OfflineGuard {
    private final OfflineLimits limits;

    OfflineGuard(OfflineLimits limits) {
        this.limits = limits;
    }

    /** Empty when this person may be served offline at all. */
    Optional<Fault> againstPerson(Instant now, PersonSnapshot person) {
        if (!limits.allowed()) {
            return Optional.of(Fault.of(FaultCode.OFFLINE_NOT_ALLOWED));
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
