/**
 * What a day or a cashier's shift came to. Pure functions of settlements as they stand; any thread may call them.
 */
@NullMarked
package org.yibao.settlement.report;

import org.jspecify.annotations.NullMarked;
