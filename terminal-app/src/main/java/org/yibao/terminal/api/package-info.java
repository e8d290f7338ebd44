/**
 * The local API: JSON over HTTP/1.1 on the loopback interface, for tills. {@link org.yibao.terminal.api.LocalApi}
 * is opened and closed by the assembly. One Netty thread moves bytes; a bounded number of threads carry the calls
 * out and wait in them; each device has one thread of its own. Every limit is a constant in
 * {@link org.yibao.terminal.api.ApiLimits}. Each call is described in {@code docs/api.md}.
 */
@NullMarked
package org.yibao.terminal.api;

import org.jspecify.annotations.NullMarked;
