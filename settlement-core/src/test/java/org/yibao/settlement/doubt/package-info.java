/**
 * A small search through all that can happen to one sale between counter, terminal, line and platform. One thread, no
 * clock, no randomness.
 */
@NullMarked
package org.yibao.settlement.doubt;

import org.jspecify.annotations.NullMarked;
