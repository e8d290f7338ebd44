/**
 * Whether the machine's clock can be believed. {@link org.yibao.settlement.clock.ClockGuard} judges it by what else is
 * known of time; it has no clock of its own, and any thread may call it.
 */
@NullMarked
package org.yibao.settlement.clock;

import org.jspecify.annotations.NullMarked;
