package org.yibao.emulators;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A serial port that can be plugged in and pulled out behind one path: a symbolic link to the pseudo-terminal that
 * stands for it, like the links that udev makes. Any thread may call it.
 */
final class EmulatedPort implements AutoCloseable {
    private static final int POLL_MILLIS = 20;

    private final Path link;
    /** Fair, so that a reading thread does not keep others out. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private @Nullable PseudoTerminal terminal;

    /** @param link where a driver finds the port; its folder is made when missing */
    EmulatedPort(Path link) {
        this.link = link;
        plug();
    }

    Path link() {
        return link;
    }

    /** Plugs in; nothing happens when it is. */
    void plug() {
        lock.lock();
        try {
            if (terminal == null) {
                PseudoTerminal fresh = PseudoTerminal.open();
                terminal = fresh;
                point(fresh.path());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Pulls out, whatever is on the line; nothing happens when it is not plugged in. */
    void unplug() {
        lock.lock();
        try {
            PseudoTerminal held = terminal;
            if (held != null) {
                terminal = null;
                Files.deleteIfExists(link);
                held.close();
            }
        } catch (IOException e) {
            throw new EmulatorException("cannot remove " + link, e);
        } finally {
            lock.unlock();
        }
    }

    private void point(Path device) {
        try {
            Path folder = link.toAbsolutePath().getParent();
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
                throw new FileAlreadyExistsException(link.toString());
            }
            Path fresh = Files.createDirectories(folder).resolve(link.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, device);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EmulatorException("cannot make " + link, e);
        }
    }

    /** What a driver wrote, possibly nothing, after a moment at most. */
    byte[] read() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            PseudoTerminal held = terminal;
            if (held != null) {
                return held.read(POLL_MILLIS);
            }
        } finally {
            lock.unlock();
        }
        Thread.sleep(POLL_MILLIS);
        return new byte[0];
    }

    /** @throws EmulatorException when it is not plugged in, or full because nobody reads */
    void write(byte[] bytes) {
        with(held -> {
            held.write(bytes);
            return bytes.length;
        });
    }

    /** Whether bytes wait, or come within the time, that no driver has read. */
    boolean unread(int timeoutMillis) {
        return with(held -> held.unread(timeoutMillis) ? 1 : 0) > 0;
    }

    private int with(ToIntFunction<PseudoTerminal> use) {
        lock.lock();
        try {
            PseudoTerminal held = terminal;
            if (held == null) {
                throw new EmulatorException(link + " is unplugged");
            }
            return use.applyAsInt(held);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        unplug();
    }
}
