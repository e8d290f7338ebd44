/**
 * How a terminal without certificates gets its first ones: both ends of the exchange, without I/O. The code goes to a
 * platform whose own certificate was checked, and nowhere else.
 *
 * <p>{@link org.yibao.link.netty.NettyEnrolmentListener} drives the platform's end: its rules run on the connection's
 * Netty thread, {@link org.yibao.link.enrolment.EnrolmentService} on the executor given to it. The terminal's end
 * runs on the thread of the {@link org.yibao.link.session.ClientTransport} it was given.
 */
@NullMarked
package org.yibao.link.enrolment;

import org.jspecify.annotations.NullMarked;
