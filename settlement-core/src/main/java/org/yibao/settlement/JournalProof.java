package org.yibao.settlement;

import java.util.List;

/**
 * Shows that {@code head} follows {@code base} in a journal, without what the records hold: the hash of each record
 * follows from the one before it and its link.
 *
 * @param end number of the journal's last record; above that of {@code head} when the proof goes on
 * @param links the digests of the contents of the records after {@code base} up to {@code head}, 32 bytes each
 * @param messages which of these records hold a message for the platform, in their order
 */
public record JournalProof(JournalHead base, JournalHead head, long end, Bytes links, List<Queued> messages) {
    /** Size of one link. */
    public static final int LINK_BYTES = 32;

    public JournalProof {
        messages = List.copyOf(messages);
    }

    /**
     * @param record number of the record that holds the message
     * @param settlement whose message it is: its own, its void's or its reversal's
     */
    public record Queued(long record, MessageId settlement) {}

    /** Whether it reaches the journal's end. */
    public boolean isWhole() {
        return head.number() >= end;
    }
}
