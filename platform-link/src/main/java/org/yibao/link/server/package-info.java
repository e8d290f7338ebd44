/**
 * The platform's side of the line: what a platform implements and one connection's rules, without I/O.
 *
 * <p>{@link org.yibao.link.netty.NettyServerTransport} drives it: the rules run on the connection's Netty thread,
 * {@link org.yibao.link.server.PlatformService} on the executor given to the transport, and a
 * {@link org.yibao.link.server.Reply} may be used from any thread, at any time, any number of times.
 */
@NullMarked
package org.yibao.link.server;

import org.jspecify.annotations.NullMarked;
