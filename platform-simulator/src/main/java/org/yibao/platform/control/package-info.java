/**
 * The platform's control by HTTP on loopback: one path that takes one line of words and answers JSON, so that
 * {@code bin/platform tell}, {@code curl} and a test can all say the same. It is protected by a token that only
 * the owner of the platform's folder can read, and by the request's {@code Host}.
 *
 * <p>Commands run one after the other on the control's own thread.
 */
@NullMarked
package org.yibao.platform.control;

import org.jspecify.annotations.NullMarked;
