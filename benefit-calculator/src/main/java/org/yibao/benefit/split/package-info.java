/**
 * The split itself: a pure function of a request and a {@link org.yibao.benefit.policy.PolicyBook}.
 *
 * <p>{@link org.yibao.benefit.split.BenefitCalculator} is the one entry. A calculation keeps its working state
 * in objects of its own that die with it, so any number of threads may calculate at once. Money is whole fen,
 * ratios are exact decimals, and each rounding is named where it happens.
 */
@NullMarked
package org.yibao.benefit.split;

import org.jspecify.annotations.NullMarked;
