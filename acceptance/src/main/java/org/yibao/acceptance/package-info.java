/** The product as a whole: the demo, and the tests that need more than one module. Never shipped. */
@NullMarked
package org.yibao.acceptance;

import org.jspecify.annotations.NullMarked;
