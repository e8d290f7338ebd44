/** The command line of the reference platform: {@code bin/platform run}, {@code tell} and {@code enrol}. */
@NullMarked
package org.yibao.platform.cli;

import org.jspecify.annotations.NullMarked;
