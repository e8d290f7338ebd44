/**
 * By when each message has to reach the platform: days counted from a sale or its undoing, working days by a calendar
 * that is data. Pure: any thread may call it.
 */
@NullMarked
package org.yibao.settlement.deadline;

import org.jspecify.annotations.NullMarked;
