/**
 * Terminals, platform, network and disks in one thread on a virtual clock, from one seed: the real engines, with
 * everything around them failing. {@link org.yibao.acceptance.simulation.Simulate} is {@code bin/simulate}. A seed
 * means the same run each time; what it finds is printed without personal data.
 */
@NullMarked
package org.yibao.acceptance.simulation;

import org.jspecify.annotations.NullMarked;
