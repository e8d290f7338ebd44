/**
 * What tables say of a person apart from any visit: the monthly credit of the personal account, the day from
 * which benefits are had, the years of contribution, and what the account may pay.
 *
 * <p>{@link org.yibao.benefit.entitlement.EntitlementCalculator} is the one entry: a pure function of a question
 * and a {@link org.yibao.benefit.policy.PolicyBook}; the rules themselves stand in
 * {@link org.yibao.benefit.policy.PersonRules}. The formats and the command line call it, from any thread.
 */
@NullMarked
package org.yibao.benefit.entitlement;

import org.jspecify.annotations.NullMarked;
