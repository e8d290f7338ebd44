/**
 * Plausible records and a store in memory, for the tests of every module (in this module's test-jar).
 *
 * <p>No clock and no randomness: the same call gives the same record. Any thread may call it.
 */
@NullMarked
package org.yibao.settlement.testing;

import org.jspecify.annotations.NullMarked;
