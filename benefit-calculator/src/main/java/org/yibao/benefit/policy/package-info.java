/**
 * What a policy bundle says: dated parameters with their legal source, and the structure that uses them
 * (schemes, ordered layers, accumulators, funds, classes, line rules).
 *
 * <p>All of it is immutable and any thread may read it. {@link org.yibao.benefit.format.PolicyYaml} makes
 * bundles from text, {@link PolicyLibrary} combines them into the {@link PolicyBook} that the calculation in
 * {@code org.yibao.benefit.split} reads. No figure and no rule of a city stands here, only the closed set of
 * kinds of which a city's rules are built.
 */
@NullMarked
package org.yibao.benefit.policy;

import org.jspecify.annotations.NullMarked;
