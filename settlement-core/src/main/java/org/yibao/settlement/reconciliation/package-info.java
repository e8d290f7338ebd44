/**
 * Whether terminal and platform hold the same of a day (对账): what differs, which repair fits, and what of it is
 * written down. Pure functions and a state machine without I/O; any thread may call it.
 */
@NullMarked
package org.yibao.settlement.reconciliation;

import org.jspecify.annotations.NullMarked;
