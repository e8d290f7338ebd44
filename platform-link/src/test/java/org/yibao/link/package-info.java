/** What several tests of the line share. */
@NullMarked
package org.yibao.link;

import org.jspecify.annotations.NullMarked;
