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
import org.yibao.settlement.port.Contact;
import org.yibao.settlement.port.Outbox;
import org.yibao.settlement.port.StopList;

/** Decides whether a sale may be made without the platform's word. Time comes as an argument. Any thread may call it. */
final class OfflineGuard {
    private final OfflineLimits limits;
    private final StopList stopList;
    private final Contact contact;
    private final Outbox outbox;
    private final ZoneId zone;
    /** What is being recorded, and is not among the waiting sales yet. */
    private Amount pledged = Amount.ZERO;

    /** @param zone of the counter, whose days the stop list means */
    OfflineGuard(OfflineLimits limits, StopList stopList, Contact contact, Outbox outbox, ZoneId zone) {
        this.limits = limits;
        this.stopList = stopList;
        this.contact = contact;
        this.outbox = outbox;
        this.zone = zone;
    }

    /**
     * What is to be sold.
     *
     * @param day of the counter to which it belongs
     * @param counted what of it is among the waiting sales already
     */
    record Bill(
            PersonSnapshot person,
            Credential credential,
            String medType,
            Amount total,
            LocalDate day,
            Amount counted) {}

    /** Empty when this person may be served offline at all. */
    Optional<Fault> againstPerson(Instant now, PersonSnapshot person) {
        if (!limits.allowed()) {
            return Optional.of(Fault.of(FaultCode.OFFLINE_NOT_ALLOWED));
        }
        Optional<Fault> outOfTouch = againstSilence(now);
        if (outOfTouch.isPresent()) {
            return outOfTouch;
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

    private Optional<Fault> againstSilence(Instant now) {
        // The platform's clock may be somewhat ahead of this one; how far is the clock guard's business.
        Optional<Instant> last = contact.last();
        boolean recent = last.filter(heard -> Duration.between(heard, now).compareTo(limits.contactAge()) <= 0)
                .isPresent();
        if (!recent) {
            String when = last.map(Instant::toString).orElse("never");
            return Optional.of(new Fault(FaultCode.OFFLINE_CONTACT_TOO_OLD, "last contact " + when));
        }
        return limits.freshStopList() && contact.stopListStale()
                ? Optional.of(Fault.of(FaultCode.OFFLINE_STOP_LIST_STALE))
                : Optional.empty();
    }

    /** Empty when this kind of credential may buy offline. */
    Optional<Fault> againstCredential(Credential credential) {
        boolean checkable = !credential.type().equals(Credential.ELECTRONIC_VOUCHER);
        return checkable && limits.credentials().contains(credential.type())
                ? Optional.empty()
                : Optional.of(Fault.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED));
    }

    /** Empty when this sale may be made offline. */
    Optional<Fault> againstSale(Instant now, Bill bill) {
        return againstPerson(now, bill.person())
                .or(() -> againstCredential(bill.credential()))
                .or(() -> againstContent(bill))
                .or(() -> againstSums(bill));
    }

    /**
     * As {@link #againstSale}; a sale that may be made counts against the terminal's limit from here on, so that tills
     * that record at the same time do not pass it together. While it is in the store and not yet {@link #redeem redeemed}
     * it counts twice, which may refuse a sale too many, never allow one.
     */
    synchronized Optional<Fault> pledge(Instant now, Bill bill) {
        Optional<Fault> fault = againstSale(now, bill);
        if (fault.isEmpty()) {
            pledged = pledged.plus(bill.total());
        }
        return fault;
    }

    /** What was pledged is recorded, or was not. */
    synchronized void redeem(Amount total) {
        pledged = pledged.minus(total);
    }

    private synchronized Amount pledged() {
        return pledged;
    }

    private Optional<Fault> againstContent(Bill bill) {
        if (limits.excludedMedTypes().contains(bill.medType())) {
            return Optional.of(new Fault(FaultCode.OFFLINE_MED_TYPE_EXCLUDED, "med_type " + bill.medType()));
        }
        return over(FaultCode.OFFLINE_AMOUNT_EXCEEDED, Amount.ZERO, bill.total(), limits.perSale());
    }

    private Optional<Fault> againstSums(Bill bill) {
        Amount ofPerson =
                outbox.unanswered(bill.person().person().psnNo(), bill.day()).minus(bill.counted());
        return over(FaultCode.OFFLINE_PERSON_DAY_EXCEEDED, ofPerson, bill.total(), limits.perPersonDay())
                .or(() -> over(
                        FaultCode.OFFLINE_TERMINAL_EXCEEDED,
                        outbox.unanswered().minus(bill.counted()).plus(pledged()),
                        bill.total(),
                        limits.terminal()));
    }

    private static Optional<Fault> over(FaultCode code, Amount waiting, Amount total, Amount limit) {
        return waiting.plus(total).compareTo(limit) > 0
                ? Optional.of(new Fault(code, "limit " + limit + ", waiting " + waiting))
                : Optional.empty();
    }
}
