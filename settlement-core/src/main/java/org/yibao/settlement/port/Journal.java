package org.yibao.settlement.port;

import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;

/** The append-only, chained and signed record of everything that happened. Any thread may call it. */
public interface Journal {
    JournalHead head();

    /** Walks the whole journal: numbers without gaps, each record's hash, link and signature. */
    JournalVerification verify();

    /**
     * Keeps the platform's signed word on a head, beside the chain.
     *
     * @param evidence the signed bytes
     */
    void countersigned(JournalHead head, Bytes evidence);
}
