/**
 * What a new table would have done to recorded requests: each answered under the table before and under the one
 * after, counted, added up by scheme, and held against what the new bundle's publisher says of it.
 *
 * <p>Pure and streaming: memory does not grow with the number of requests, and nothing of a request is kept but the
 * number of its line. The command {@code policy impact} calls it.
 */
@NullMarked
package org.yibao.benefit.impact;

import org.jspecify.annotations.NullMarked;
