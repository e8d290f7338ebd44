package org.yibao.emulators;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A pseudo-terminal: a device file like a serial port's, whose other end is in this process. The device side is
 * raw: every byte value passes unchanged.
 *
 * <p>It keeps a descriptor of the device side open itself. So bytes wait for a driver that has not opened the file,
 * and a driver that closes it is not mistaken for a fault.
 *
 * <p>One thread at a time uses it: {@link EmulatedPort} sees to that.
 */
final class PseudoTerminal implements AutoCloseable {
    private static final int PATH_BYTES = 128;
    private static final int CHUNK_BYTES = 4_096;
    /** Fits whenever the terminal says that it is writable at all, so that a write never blocks. */
    private static final int WRITE_BYTES = 256;

    private final PosixTerminals library;
    private final int near;
    private final int far;
    private final Path path;

    private PseudoTerminal(PosixTerminals library, int near) {
        this.library = library;
        this.near = near;
        this.path = Path.of(deviceFile());
        this.far = checked("open", library.open(path.toString(), PosixTerminals.O_RDWR | PosixTerminals.O_NOCTTY));
        makeRaw();
    }

    /** Whether {@link #open} can work on this operating system. */
    static boolean supported() {
        return Platform.isLinux();
    }

    /** @throws EmulatorException when this machine has no pseudo-terminals */
    static PseudoTerminal open() {
        if (!supported()) {
            throw new EmulatorException("emulated devices need Linux; there are no pseudo-terminals for them here");
        }
        PosixTerminals library = Native.load("c", PosixTerminals.class);
        int near = library.posix_openpt(PosixTerminals.O_RDWR | PosixTerminals.O_NOCTTY);
        return new PseudoTerminal(library, checked("posix_openpt", near));
    }

    /** The device file that a driver opens. */
    Path path() {
        return path;
    }

    private String deviceFile() {
        checked("grantpt", library.grantpt(near));
        checked("unlockpt", library.unlockpt(near));
        byte[] name = new byte[PATH_BYTES];
        if (library.ptsname_r(near, name, new NativeLong(PATH_BYTES)) != 0) {
            throw new EmulatorException("ptsname_r failed");
        }
        return Native.toString(name);
    }

    private void makeRaw() {
        try (Memory termios = new Memory(PosixTerminals.TERMIOS_BYTES)) {
            termios.clear();
            checked("tcgetattr", library.tcgetattr(far, termios));
            library.cfmakeraw(termios);
            checked("tcsetattr", library.tcsetattr(far, PosixTerminals.TCSANOW, termios));
        }
    }

    /** What a driver has written, as soon as there is something; empty after {@code timeoutMillis} without. */
    byte[] read(int timeoutMillis) {
        if (!ready(near, PosixTerminals.POLLIN, timeoutMillis)) {
            return new byte[0];
        }
        byte[] chunk = new byte[CHUNK_BYTES];
        int count = library.read(near, chunk, new NativeLong(CHUNK_BYTES)).intValue();
        return Arrays.copyOf(chunk, checked("read", count));
    }

    /** @throws EmulatorException when so many bytes wait unread that these do not fit */
    void write(byte[] bytes) {
        for (int from = 0; from < bytes.length; from += WRITE_BYTES) {
            if (!ready(near, PosixTerminals.POLLOUT, 0)) {
                throw new EmulatorException("nobody reads " + path + ", it is full");
            }
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + WRITE_BYTES, bytes.length));
            checked(
                    "write",
                    library.write(near, part, new NativeLong(part.length)).intValue());
        }
    }

    /** Whether bytes wait, or come within {@code timeoutMillis}, that no driver has read. */
    boolean unread(int timeoutMillis) {
        return ready(far, PosixTerminals.POLLIN, timeoutMillis);
    }

    private boolean ready(int descriptor, short events, int timeoutMillis) {
        try (Memory pollfd = new Memory(PosixTerminals.POLLFD_BYTES)) {
            pollfd.clear();
            pollfd.setInt(0, descriptor);
            pollfd.setShort(Integer.BYTES, events);
            return checked("poll", library.poll(pollfd, new NativeLong(1), timeoutMillis)) > 0;
        }
    }

    private static int checked(String call, int result) {
        if (result < 0) {
            throw new EmulatorException(call + " failed, error " + Native.getLastError());
        }
        return result;
    }

    @Override
    public void close() {
        library.close(far);
        library.close(near);
    }
}
