package org.yibao.settlement;

import java.util.OptionalLong;

/**
 * A settlement and its places in the journal.
 *
 * @param accepted number of the record that made it
 * @param undone number of the record that gave back what it had taken; empty while it {@link Settlement#stands()}
 */
public record Journalled(Settlement settlement, long accepted, OptionalLong undone) {}
