package org.yibao.devices.line;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.time.Duration;
import java.util.Arrays;
import org.yibao.settlement.Bytes;

/** A serial port of this machine. */
public final class SerialByteLine implements ByteLine {
    private static final int CHUNK_BYTES = 4_096;
    private static final int DATA_BITS = 8;
    private static final Bytes NONE = Bytes.of(new byte[0]);

    private final String path;
    private final SerialPort port;
    private final byte[] chunk = new byte[CHUNK_BYTES];

    private SerialByteLine(String path, SerialPort port) {
        this.path = path;
        this.port = port;
    }

    /** @throws LineLostException when the port is not there, in use, or the library's native part cannot be loaded */
    public static ByteLine open(SerialSettings settings) {
        SerialPort port = port(settings.path());
        port.setComPortParameters(settings.baud(), DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) STEP.toMillis(), 0);
        // Only the result counts: the library leaves an error code behind on lines without modem signals.
        if (!port.openPort(0)) {
            throw new LineLostException(
                    settings.path() + " cannot be opened or is in use, error " + port.getLastErrorCode());
        }
        return new SerialByteLine(settings.path(), port);
    }

    /** A port object resolves its path once, so each opening makes another. */
    private static SerialPort port(String path) {
        try {
            return SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException e) {
            throw new LineLostException(path + " is not there");
        } catch (LinkageError e) {
            throw new LineLostException("the serial library's native part cannot be loaded; "
                    + "set java.io.tmpdir or jSerialComm.library.path");
        }
    }

    @Override
    public LineEvent.Received read(Duration wait) {
        // The monotonic clock measures a wait; it is not a time of day.
        long start = System.nanoTime();
        boolean waits = wait.compareTo(Duration.ZERO) > 0;
        Bytes bytes = present() || waits ? take() : NONE;
        return new LineEvent.Received(bytes, waits ? since(start) : Duration.ZERO);
    }

    /** The library reports a port as open after it was unplugged; only a count or a transfer of -1 shows it. */
    private boolean present() {
        int available = port.bytesAvailable();
        if (available < 0) {
            throw unplugged();
        }
        return available > 0;
    }

    private Bytes take() {
        int taken = port.readBytes(chunk, chunk.length);
        if (taken < 0) {
            throw unplugged();
        }
        Bytes bytes = Bytes.of(Arrays.copyOf(chunk, taken));
        Arrays.fill(chunk, 0, taken, (byte) 0);
        return bytes;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void write(Bytes bytes) {
        if (port.writeBytes(bytes.toArray(), bytes.length()) != bytes.length()) {
            throw unplugged();
        }
    }

    private LineLostException unplugged() {
        return new LineLostException(path + " was unplugged");
    }

    @Override
    public void close() {
        port.closePort();
    }
}
