package org.yibao.settlement.service;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** Finds who presents a credential: at the platform when the line is up, in the snapshots when it is not. */
final class PersonDirectory {
    private final ServicePorts ports;
    private final ServiceSettings settings;
    private final OfflineGuard guard;

    PersonDirectory(ServicePorts ports, ServiceSettings settings, OfflineGuard guard) {
        this.ports = ports;
        this.settings = settings;
        this.guard = guard;
    }

    sealed interface Found {
        record Person(PersonSnapshot snapshot, Credential credential, boolean online) implements Found {}

        record Nobody(Fault fault) implements Found {}
    }

    Found find(InsuredCard card) {
        if (ports.gateway().online()) {
            var id = ports.ids().next(LocalDateTime.now(ports.clock()));
            var reply = ports.gateway()
                    .person(id, card, settings.personDeadline())
                    .toCompletableFuture()
                    .join();
            if (reply instanceof PersonReply.Known known) {
                ports.snapshots().remember(withPending(known.snapshot()));
                return new Found.Person(latest(known.snapshot()), known.credential(), true);
            }
            if (reply instanceof PersonReply.Refused refused) {
                return new Found.Nobody(new Fault(FaultCode.PERSON_UNKNOWN, refused.code() + " " + refused.text()));
            }
        }
        return offline(card);
    }

    /**
     * The platform does not know of sales that still wait here: while some do, the terminal's own, moved
     * accumulators stay, with the platform's word on everything else.
     */
    private PersonSnapshot withPending(PersonSnapshot said) {
        boolean waiting = ports.outbox().holdsFor(said.person().psnNo());
        Optional<PersonSnapshot> own =
                waiting ? ports.snapshots().findByPsnNo(said.person().psnNo()) : Optional.empty();
        return own.map(kept ->
                        said.after(kept.year(), kept.cum(), kept.balance()).withFamily(kept.family()))
                .orElse(said);
    }

    private PersonSnapshot latest(PersonSnapshot said) {
        return ports.snapshots().findByPsnNo(said.person().psnNo()).orElse(said);
    }

    private Found offline(InsuredCard card) {
        if (!(card instanceof InsuredCard.IdentityCard identity) || !card.provesOffline()) {
            return new Found.Nobody(Fault.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED));
        }
        Optional<PersonSnapshot> known = ports.snapshots().findByIdentityNumber(identity.number());
        if (known.isEmpty()) {
            return new Found.Nobody(Fault.of(FaultCode.PERSON_UNKNOWN_OFFLINE));
        }
        Instant now = ports.clock().instant();
        Optional<Fault> fault = guard.againstPerson(now, known.get());
        if (fault.isPresent()) {
            return new Found.Nobody(fault.get());
        }
        return new Found.Person(known.get(), new Credential(Credential.IDENTITY_NUMBER, identity.number()), false);
    }
}
