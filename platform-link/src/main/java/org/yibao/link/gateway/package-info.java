/**
 * The business's ports to the platform, over this line: {@link org.yibao.link.gateway.NationalMessageEncoder} makes
 * the signed messages, {@link org.yibao.link.gateway.LinkedPlatformGateway} brings them there.
 *
 * <p>Any thread may call both. Results complete on the transport's thread, where nothing may block; the
 * {@link org.yibao.link.gateway.LineListener} and everything that reads the journal or gives message ids runs on
 * the worker that the assembly passes in, one task at a time.
 */
@NullMarked
package org.yibao.link.gateway;

import org.jspecify.annotations.NullMarked;
