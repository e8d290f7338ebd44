/**
 * The terminal's log: one line an event on standard error, masked. Any thread may log, through
 * {@link java.lang.System.Logger}.
 */
@NullMarked
package org.yibao.terminal.log;

import org.jspecify.annotations.NullMarked;
