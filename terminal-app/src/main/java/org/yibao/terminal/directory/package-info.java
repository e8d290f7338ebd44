/**
 * The platform's directory as this terminal uses it: the catalogue in force, policy tables onto the shelf, trust into
 * the certificates' folder. What takes files is called by the directory thread; any thread may look items up.
 */
@NullMarked
package org.yibao.terminal.directory;

import org.jspecify.annotations.NullMarked;
