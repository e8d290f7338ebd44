package org.yibao.devices.line;

import java.time.Duration;
import org.yibao.settlement.Bytes;

/** An open line to a device: bytes in, bytes out. One thread at a time uses it. */
public interface ByteLine extends AutoCloseable {
    /** A line waits no longer than this in one read, so that its reader can look around. */
    Duration STEP = Duration.ofMillis(100);

    /**
     * Waits for bytes: at most about {@code wait} and at most about {@link #STEP}; returns as soon as any are
     * there. A wait of zero only collects what has already arrived.
     *
     * @throws LineLostException when the device is gone
     */
    LineEvent.Received read(Duration wait);

    /** @throws LineLostException when the device is gone */
    void write(Bytes bytes);

    @Override
    void close();

    /** Opens the line to one configured device, afresh at each call. */
    @FunctionalInterface
    interface Opener {
        /** @throws LineLostException when the device is not there */
        ByteLine open();
    }
}
