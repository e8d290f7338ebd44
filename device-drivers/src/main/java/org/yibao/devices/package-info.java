/**
 * Readers and scanners on serial lines, as {@link org.yibao.settlement.port.CardReader}s. Only
 * {@link org.yibao.devices.SerialReaders} is for callers; the packages below are how it is done: {@code line}
 * moves bytes, {@code scanner} and {@code identity} understand them.
 *
 * <p>One thread at a time reads a device: a second call waits for its turn. {@code close} may come from any
 * thread. Nothing here lists ports, reads a configuration or knows the time of day: paths, speeds and clocks are
 * passed in.
 *
 * <p>The serial library unpacks a native part of less than 100 kB into {@code java.io.tmpdir}. Where that folder is
 * mounted {@code noexec}, start the JVM with another {@code -Djava.io.tmpdir}, or unpack the native part once and
 * name its folder with {@code -DjSerialComm.library.path} ({@link org.yibao.devices.SerialReaders#NATIVE_FOLDER}).
 */
@NullMarked
package org.yibao.devices;

import org.jspecify.annotations.NullMarked;
