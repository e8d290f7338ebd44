/**
 * The only home of Netty: moves bytes between sockets and the engines of {@link org.yibao.link.session} and
 * {@link org.yibao.link.server}. Netty threads decode, drive the engine and write; nothing on them blocks. No Netty
 * type shows in a public signature.
 */
@NullMarked
package org.yibao.link.netty;

import org.jspecify.annotations.NullMarked;
