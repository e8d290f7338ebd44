/**
 * Code scanners on a serial line. The decoder and the classification are engines without I/O: bytes and the time
 * waited for them go in, lines come out; {@link org.yibao.devices.scanner.SerialCodeScanner} drives them on the
 * thread that reads.
 *
 * <p>Only what has the form of an e-voucher becomes a credential. What a code means is never guessed: two codes
 * glued together, half a code, or a code with noise in it is refused.
 */
@NullMarked
package org.yibao.devices.scanner;

import org.jspecify.annotations.NullMarked;
