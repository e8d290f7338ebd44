/**
 * What stored settlements would have come to under another book of policy, and who is owed what: a policy table that
 * comes with an earlier day of effect is replayed over what was sold since. It changes nothing; its vouchers are for
 * people to act on.
 *
 * <p>{@link org.yibao.settlement.recalculation.Recalculation} takes settlements in the order in which they were made
 * and corrects, person by person and medical year by medical year, the accumulators that each had seen. Pure but for
 * the pages it asks of a store; one thread at a time. Nothing here names a person: a voucher names its settlement.
 */
@NullMarked
package org.yibao.settlement.recalculation;

import org.jspecify.annotations.NullMarked;
