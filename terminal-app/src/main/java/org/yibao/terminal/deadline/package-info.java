/**
 * The time limits and the working-day calendar of this terminal, read whole from one YAML file at start. Any thread
 * may call it.
 */
@NullMarked
package org.yibao.terminal.deadline;

import org.jspecify.annotations.NullMarked;
