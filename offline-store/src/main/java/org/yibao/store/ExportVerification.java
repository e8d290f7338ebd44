package org.yibao.store;

import org.yibao.settlement.JournalHead;

/** What an exported journal turned out to be. */
public sealed interface ExportVerification {
    /**
     * Every record follows, this terminal signed all of it, and the platform's countersignatures in it hold.
     *
     * @param terminal as its certificates name it
     * @param base the head that the first record follows; what stood before is not in the file
     * @param head the last record
     * @param countersigned the last head in the file that the platform's signature was verified for; {@code base}
     *     where there is none
     * @param unprovable countersignatures that were kept without the platform's certificate: they prove nothing here
     */
    record Sound(String terminal, JournalHead base, JournalHead head, JournalHead countersigned, long unprovable)
            implements ExportVerification {}

    /**
     * @param number of the first record that is cut, edited, swapped, inserted or wrongly countersigned
     * @param fault what is wrong, for a technician
     */
    record Broken(long number, String fault) implements ExportVerification {}

    /**
     * It is no export, or what stands around its records was changed.
     *
     * @param fault what is wrong, for a technician
     */
    record Refused(String fault) implements ExportVerification {}
}
