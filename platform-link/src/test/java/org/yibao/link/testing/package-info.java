/**
 * A line in virtual time, for whoever simulates terminals and platforms: everything happens on the one thread that
 * lets {@link org.yibao.link.testing.VirtualTime} pass.
 */
@NullMarked
package org.yibao.link.testing;

import org.jspecify.annotations.NullMarked;
