/**
 * Keeps the directory up to date. {@link org.yibao.settlement.directory.fetch.DirectoryFetcher} decides, without
 * thread, clock or I/O, what is asked and fetched when;
 * {@link org.yibao.settlement.directory.fetch.DirectoryRunner} owns the one thread that carries its decisions out.
 */
@NullMarked
package org.yibao.settlement.directory.fetch;

import org.jspecify.annotations.NullMarked;
