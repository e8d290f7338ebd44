/**
 * Where engines take their turns, one after the other. {@link org.yibao.settlement.turn.Turns#onThread} is a thread
 * of its own; a simulation brings turns on its own time. Any thread may give a turn.
 */
@NullMarked
package org.yibao.settlement.turn;

import org.jspecify.annotations.NullMarked;
