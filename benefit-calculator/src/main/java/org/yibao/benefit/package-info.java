/**
 * How a visit is split: money, bill lines, dated policy and the pure function that joins them.
 *
 * <p>Nothing here reads a clock, a file or a random number: the split is a function of the request and the
 * policy alone, so that every settlement can be recomputed to the fen for ever. Any thread may call it. JSON
 * and YAML live in {@link org.yibao.benefit.format}; no figure of a policy stands in code.
 */
@NullMarked
package org.yibao.benefit;

import org.jspecify.annotations.NullMarked;
