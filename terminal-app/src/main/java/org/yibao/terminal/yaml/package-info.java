/**
 * Strict reading of the terminal's own YAML files: nodes that know their line, scalars that stay text, every fault
 * collected instead of the first thrown. Called at start-up on the starting thread. It knows no key: what a file
 * may hold is said by {@link org.yibao.terminal.configuration} and {@link org.yibao.terminal.catalogue}.
 */
@NullMarked
package org.yibao.terminal.yaml;

import org.jspecify.annotations.NullMarked;
