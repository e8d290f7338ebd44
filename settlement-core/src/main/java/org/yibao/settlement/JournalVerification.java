package org.yibao.settlement;

/** What a walk through the whole journal found. */
public sealed interface JournalVerification {
    record Sound(JournalHead head) implements JournalVerification {}

    /**
     * @param number of the first record that is wrong
     * @param fault what is wrong with it, for a technician
     */
    record Broken(long number, String fault) implements JournalVerification {}
}
