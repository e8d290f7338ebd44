package org.yibao.settlement;

/**
 * The end of the journal: everything before it is fixed by this hash.
 *
 * @param number of the last record; 0 for an empty journal
 * @param hash SM3 of the last record, 64 hexadecimal digits; 64 zeros for an empty journal
 */
public record JournalHead(long number, String hash) {
    public static final JournalHead EMPTY = new JournalHead(0, "0".repeat(64));

    private static final int FINGERPRINT = 8;

    /** What a receipt prints. */
    public String fingerprint() {
        return number + "-" + hash.substring(0, FINGERPRINT);
    }
}
