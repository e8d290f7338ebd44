package org.yibao.store;

import java.time.Instant;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.Settlement;

/**
 * One record of the journal, opened for a technician.
 *
 * @param kind as the journal writes it, such as {@code ACCEPTED}
 * @param time of this terminal's clock
 * @param signer SM3 of the signing key's public half, 64 hexadecimal digits
 * @param head the journal's head up to it
 * @param settlement after this record, and before all later ones
 */
public record JournalEntry(String kind, Instant time, String signer, JournalHead head, Settlement settlement) {}
