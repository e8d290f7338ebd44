/**
 * The terminal's side of the line as an engine without I/O: {@link org.yibao.link.session.PlatformSession} takes
 * events and the time and returns actions. It owns no thread, socket or clock, and is not safe for use from several
 * threads: {@link org.yibao.link.session.SessionDriver} calls it on the thread of its
 * {@link org.yibao.link.session.ClientTransport} only.
 */
@NullMarked
package org.yibao.link.session;

import org.jspecify.annotations.NullMarked;
