/**
 * What the reference platform remembers, in one SQLite file: the insured, their balances and accumulators,
 * every message's first answer, every booked entry with what it moved, barred ids, e-vouchers, terminals,
 * alarms and the files of the directory. It knows tables and arithmetic on them, no message and no policy.
 *
 * <p>One transaction at a time; a transaction is on disk when {@link
 * org.yibao.platform.ledger.LedgerDatabase#inTransaction} returns, and leaves no trace when it throws. Any
 * thread may ask, they wait for each other.
 */
@NullMarked
package org.yibao.platform.ledger;

import org.jspecify.annotations.NullMarked;
