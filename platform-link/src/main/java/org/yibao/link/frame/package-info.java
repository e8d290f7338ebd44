/**
 * The frames of the line and their bytes. Pure functions over bytes, no I/O; any thread may call them. What is
 * wrong with bytes from outside is a {@link org.yibao.link.frame.FrameException} that names the code the
 * connection is closed with.
 */
@NullMarked
package org.yibao.link.frame;

import org.jspecify.annotations.NullMarked;
