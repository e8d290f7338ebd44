/**
 * The line to the central platform. {@code docs/protocol.md} specifies it to the byte.
 *
 * <p>{@link org.yibao.link.frame} turns bytes into frames and back, {@link org.yibao.link.message} the JSON inside
 * them into the business's words, {@link org.yibao.link.identity} signs and verifies it,
 * {@link org.yibao.link.session} is the terminal's side as an engine without I/O, {@link org.yibao.link.server} is
 * what a platform implements, {@link org.yibao.link.enrolment} is how a terminal gets its first certificates,
 * {@link org.yibao.link.netty} moves the bytes, and {@link org.yibao.link.gateway} gives
 * the business its port. This package holds only the root of the faults.
 */
@NullMarked
package org.yibao.link;

import org.jspecify.annotations.NullMarked;
