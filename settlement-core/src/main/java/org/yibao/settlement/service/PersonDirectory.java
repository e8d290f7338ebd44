package org.yibao.settlement.service;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.yibao.settlement.Credential;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.port.PlatformGateway.PersonReply;

/** Finds who presents a credential: at the platform when the line is up, in the snapshots when it is not. */
final class PersonDirectory {
    /** What the link may take beyond its own deadline, when the clock was put back meanwhile. */
    private static final Duration SLACK = Duration.ofSeconds(2);

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

    /** Asks; keeps nothing. */
    Underway<Found> find(InsuredCard card) {
        if (!ports.gateway().online()) {
            return Underway.over(() -> offline(card));
        }
        MessageId id = ports.ids().next(LocalDateTime.now(ports.clock()));
        CompletableFuture<PersonReply> reply =
                ports.gateway().person(id, card, settings.personDeadline()).toCompletableFuture();
        return new Underway<>(reply, settings.personDeadline().plus(SLACK), () -> found(card, cameOf(reply)));
    }

    private static PersonReply cameOf(CompletableFuture<PersonReply> reply) {
        return reply.isDone() && !reply.isCompletedExceptionally()
                ? reply.join()
                : new PersonReply.Unreachable("no answer in time");
    }

    private Found found(InsuredCard card, PersonReply reply) {
        if (reply instanceof PersonReply.Known known) {
            return new Found.Person(known.snapshot(), known.credential(), true);
        }
        if (reply instanceof PersonReply.Refused refused) {
            return new Found.Nobody(new Fault(codeOf(refused), refused.code() + " " + refused.text()));
        }
        // The line is up and the platform silent: what only it can check cannot be served.
        return card.provesOffline()
                ? offline(card)
                : new Found.Nobody(
                        new Fault(FaultCode.PLATFORM_UNREACHABLE, ((PersonReply.Unreachable) reply).reason()));
    }

    private static FaultCode codeOf(PersonReply.Refused refused) {
        return switch (refused.reason()) {
            case PERSON_UNKNOWN -> FaultCode.PERSON_UNKNOWN;
            case CREDENTIAL_NOT_ACCEPTED -> FaultCode.CREDENTIAL_REFUSED;
            case OTHER -> FaultCode.PLATFORM_REFUSED;
        };
    }

    private Found offline(InsuredCard card) {
        if (!(card instanceof InsuredCard.IdentityCard identity) || !card.provesOffline()) {
            return new Found.Nobody(Fault.of(FaultCode.CREDENTIAL_OFFLINE_NOT_ALLOWED));
        }
        Credential credential = new Credential(Credential.IDENTITY_NUMBER, identity.number());
        Optional<Fault> refused = guard.againstCredential(credential);
        if (refused.isPresent()) {
            return new Found.Nobody(refused.get());
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
        return new Found.Person(known.get(), credential, false);
    }
}
