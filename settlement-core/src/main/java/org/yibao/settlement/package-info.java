/**
 * The words of the terminal's business: a settlement and its life, persons, credentials, faults.
 *
 * <p>Immutable records and pure transitions only; any thread may use them. What the business needs from outside
 * is in {@link org.yibao.settlement.port}, what it does is in {@link org.yibao.settlement.service} and
 * {@link org.yibao.settlement.outbox}. Nothing here reads a clock, a file or a socket.
 */
@NullMarked
package org.yibao.settlement;

import org.jspecify.annotations.NullMarked;
