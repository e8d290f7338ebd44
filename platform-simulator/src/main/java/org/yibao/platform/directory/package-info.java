/**
 * What a version of the directory's parts may hold: reads rows, policy bundles and trust as they are published, finds
 * every fault, and packs what has none. Pure functions; any thread may call them.
 */
@NullMarked
package org.yibao.platform.directory;

import org.jspecify.annotations.NullMarked;
