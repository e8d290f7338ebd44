@NullMarked
package org.yibao.link.fuzz;

import org.jspecify.annotations.NullMarked;
