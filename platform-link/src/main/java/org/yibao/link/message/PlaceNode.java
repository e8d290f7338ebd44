package org.yibao.link.message;

import org.yibao.settlement.JournalHead;

/**
 * Where the record that holds a message stands in the terminal's journal.
 *
 * @param jrnlNo number of the record, from 1
 * @param jrnlHash of the record before it, 64 hexadecimal digits: a message cannot hold its own record's
 */
public record PlaceNode(long jrnlNo, String jrnlHash) {
    static PlaceNode after(JournalHead before) {
        return new PlaceNode(before.number() + 1, before.hash());
    }

    /** The head that the record follows. */
    public JournalHead before() {
        return new JournalHead(jrnlNo - 1, jrnlHash);
    }
}
