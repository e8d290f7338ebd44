package org.yibao.devices.line;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.CardReader.CardReading;

/**
 * The line of one device over the life of the terminal: opened when it is needed, kept between reads, opened
 * afresh after the device was unplugged. Reads take turns; {@link #close} ends one from any thread.
 */
public final class DeviceLine implements AutoCloseable {
    /** More than any device keeps back; where this does not suffice, it is sending without end. */
    static final int STALE_BYTES_MAX = 65_536;

    private static final Duration WAIT_MAX = Duration.ofDays(1);

    private final ByteLine.Opener opener;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean closed;
    private @Nullable ByteLine line;

    public DeviceLine(ByteLine.Opener opener) {
        this.opener = opener;
    }

    /** What a driver says to its device in one read. */
    @FunctionalInterface
    public interface Conversation {
        /**
         * @param stale what arrived before this read began, already taken off the line
         * @throws DeviceException when it cannot go on
         */
        CardReading hold(ByteLine line, Bytes stale, Duration timeout);
    }

    /**
     * Holds a conversation when it is this call's turn, at the latest after {@code timeout}. Never throws: a lost
     * line is {@link FaultCode#READER_NOT_CONNECTED}, and the next read opens it afresh. An interrupt ends the
     * read as if its time were over and stays set.
     */
    public CardReading read(Duration timeout, Conversation conversation) {
        Duration wait = timeout.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : timeout;
        if (!takeTurn(wait)) {
            return new CardReading.NothingPresented();
        }
        try {
            return converse(wait, conversation);
        } finally {
            turn.unlock();
        }
    }

    private boolean takeTurn(Duration wait) {
        try {
            return turn.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CardReading converse(Duration timeout, Conversation conversation) {
        try {
            Bytes stale = arrived();
            return conversation.hold(new Watched(opened()), stale, timeout);
        } catch (InterruptedReadException e) {
            return new CardReading.NothingPresented();
        } catch (DeviceException e) {
            drop();
            return new CardReading.Unreadable(FaultCode.READER_NOT_CONNECTED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            drop();
            // Its message may quote what was read.
            return new CardReading.Unreadable(
                    FaultCode.INTERNAL_FAULT, e.getClass().getSimpleName());
        }
    }

    /** Takes off the line what arrived before; a line that broke since the last read is opened afresh, once. */
    private Bytes arrived() {
        if (line != null) {
            try {
                return drained(opened());
            } catch (LineLostException replugged) {
                drop();
            }
        }
        return drained(opened());
    }

    private static Bytes drained(ByteLine line) {
        ByteArrayOutputStream stale = new ByteArrayOutputStream();
        LineEvent.Received received = line.read(Duration.ZERO);
        while (!received.isEmpty() && stale.size() < STALE_BYTES_MAX) {
            stale.writeBytes(received.bytes().toArray());
            received = line.read(Duration.ZERO);
        }
        return Bytes.of(stale.toByteArray());
    }

    private ByteLine opened() {
        checkOpen();
        ByteLine held = line;
        if (held == null) {
            held = opener.open();
            line = held;
        }
        return held;
    }

    private void drop() {
        ByteLine held = line;
        line = null;
        if (held != null) {
            held.close();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new LineLostException("the terminal closed this reader");
        }
    }

    @Override
    public void close() {
        closed = true;
        // The library must not close a port that another thread reads: wait for that read to look around.
        turn.lock();
        try {
            drop();
        } finally {
            turn.unlock();
        }
    }

    /** The open line, ending a read when the device was closed or the reading thread interrupted. */
    private final class Watched implements ByteLine {
        private final ByteLine open;

        Watched(ByteLine open) {
            this.open = open;
        }

        @Override
        public LineEvent.Received read(Duration wait) {
            checkOpen();
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedReadException();
            }
            return open.read(wait);
        }

        @Override
        public void write(Bytes bytes) {
            checkOpen();
            open.write(bytes);
        }

        @Override
        public void close() {
            open.close();
        }
    }

    private static final class InterruptedReadException extends DeviceException {
        private static final long serialVersionUID = 1L;

        InterruptedReadException() {
            super("the reading thread was interrupted");
        }
    }
}
