package org.yibao.settlement.service;

import java.time.Instant;
import org.yibao.settlement.PersonSnapshot;

/** What reading a credential came to. */
public sealed interface CredentialOutcome {
    /**
     * @param handle names the credential in the calls that follow, until {@code expires}
     * @param online whether the platform itself answered; otherwise the person is as of the snapshot
     */
    record Accepted(String handle, PersonSnapshot person, boolean online, Instant expires)
            implements CredentialOutcome {}

    record Failed(Fault fault) implements CredentialOutcome {}
}
