/**
 * The insurance catalogue of this terminal, read whole from one YAML file at start. Immutable after; any thread may
 * look items up.
 */
@NullMarked
package org.yibao.terminal.catalogue;

import org.jspecify.annotations.NullMarked;
