package org.yibao.settlement.port;

import java.util.Optional;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalProof;
import org.yibao.settlement.JournalVerification;

/** The append-only, chained and signed record of everything that happened. Any thread may call it. */
public interface Journal {
    JournalHead head();

    /** Walks the whole journal: numbers without gaps, each record's hash, link and signature. */
    JournalVerification verify();

    /**
     * What the walk through the records that stood there at the start found, which goes on in the background; empty
     * until it ends.
     */
    default Optional<JournalVerification> earlierRecords() {
        return Optional.empty();
    }

    /**
     * Keeps the platform's signed word on a head, beside the chain.
     *
     * @param evidence the signed bytes, and who signed them
     */
    void countersigned(JournalHead head, Bytes evidence);

    /** The platform's signed word on a head, as it was kept first; empty where none is. */
    Optional<Bytes> countersignature(JournalHead head);

    /**
     * Where the next proof starts: the head countersigned last, or the first later one from which every record can
     * be proved.
     */
    JournalHead base();

    /**
     * How the journal goes on after {@code base}.
     *
     * @param most records that one proof covers, at least 1
     */
    JournalProof proof(JournalHead base, int most);

    /** Keeps that the platform quarantined this journal as forked, also over a restart. */
    void quarantined(String reason);

    /** The platform took the whole journal again. */
    void released();

    /** The platform's reason while the journal is quarantined: nothing may be settled. */
    Optional<String> quarantine();
}
