package org.yibao.link.message;

import org.yibao.settlement.JournalHead;

/**
 * A place in the terminal's journal.
 *
 * @param jrnlNo number of the last record, 0 for an empty journal
 * @param jrnlHash SM3 of it, 64 hexadecimal digits
 */
public record HeadNode(long jrnlNo, String jrnlHash) {
    public static HeadNode of(JournalHead head) {
        return new HeadNode(head.number(), head.hash());
    }

    public JournalHead head() {
        return new JournalHead(jrnlNo, jrnlHash);
    }
}
