package org.yibao.settlement.port;

import java.util.Optional;
import org.yibao.settlement.PersonSnapshot;

/** What is known of persons seen here, sealed at rest and found by keyed SM3 only. Any thread may call it. */
public interface PersonSnapshots {
    /** Keeps what the platform said of a person, in place of what was known. One durable step. */
    void remember(PersonSnapshot snapshot);

    Optional<PersonSnapshot> findByIdentityNumber(String identityNumber);

    Optional<PersonSnapshot> findByPsnNo(String psnNo);
}
