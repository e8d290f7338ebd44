/**
 * The command line of the reference platform: {@code bin/platform run}, {@code tell}, {@code enrol}, {@code invite},
 * {@code publisher} and {@code publish}. Called by the main thread.
 */
@NullMarked
package org.yibao.platform.cli;

import org.jspecify.annotations.NullMarked;
