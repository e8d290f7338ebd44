/** The command line of the reference platform: {@code bin/platform run}, {@code tell}, {@code enrol}, {@code publisher} and {@code publish}. */
@NullMarked
package org.yibao.platform.cli;

import org.jspecify.annotations.NullMarked;
