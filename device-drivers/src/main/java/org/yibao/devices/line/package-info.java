/**
 * Bytes to and from a device: a tiny transport, its serial implementation, and recordings of it.
 *
 * <p>A line knows nothing of what it carries. It is used by one thread at a time;
 * {@link org.yibao.devices.line.DeviceLine} sees to that and opens a line afresh after it was lost.
 *
 * <p>A line measures how long it waited and hands that to its caller together with the bytes, so that the decoders
 * above need no clock and a recording replays a session with its pauses, in no time.
 *
 * <p><b>Recordings hold what was read, personal data included.</b> Record emulators and test cards only, or, with
 * the person's consent, for the length of one repair; a recording that goes into the tests holds an invented
 * person.
 */
@NullMarked
package org.yibao.devices.line;

import org.jspecify.annotations.NullMarked;
