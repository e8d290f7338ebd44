package org.yibao.link.message;

import java.time.Instant;
import org.yibao.settlement.JournalHead;

/** The head that a request proved, signed with the platform's time: the countersignature of the journal. */
public record HeadEcho(long jrnlNo, String jrnlHash, Instant headTime) {
    public static HeadEcho of(JournalHead head, Instant headTime) {
        return new HeadEcho(head.number(), head.hash(), headTime);
    }

    public JournalHead head() {
        return new JournalHead(jrnlNo, jrnlHash);
    }
}
