/**
 * Policy tables on this machine: bundle files with their publishers' signatures, the shelf that keeps every
 * installed version for ever, and which of them are active on a day. Called by the command line and the
 * terminal's assembly, from any thread; other processes may use the same shelf at the same time.
 */
@NullMarked
package org.yibao.terminal.policy;

import org.jspecify.annotations.NullMarked;
