/** The command line of the reference platform: {@code bin/platform run}, {@code tell}, {@code enrol} and {@code publisher}. */
@NullMarked
package org.yibao.platform.cli;

import org.jspecify.annotations.NullMarked;
