/**
 * Identity-card readers of the GA 450 family on a serial line, 115 200 baud as a rule. The frame codec and the
 * card's text are pure; {@link org.yibao.devices.identity.SerialIdentityCardReader} asks the reader on the thread
 * that reads.
 *
 * <p>An answer has no number that ties it to its request. So the line is emptied before each request, and an answer
 * that is not of the shape its request calls for ends the read.
 *
 * <p>A card counts as read when length, checksum and meaning agree. The photo that comes along with the text is
 * personal data nobody needs here: it is checked for its length and dropped with the frame.
 */
@NullMarked
package org.yibao.devices.identity;

import org.jspecify.annotations.NullMarked;
