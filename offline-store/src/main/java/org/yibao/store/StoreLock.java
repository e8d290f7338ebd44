package org.yibao.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.port.StoreException;

/**
 * One owner of a store at a time: the operating system's lock on an empty file beside it, which ends with its
 * process however that ends. The file itself stays.
 */
final class StoreLock implements AutoCloseable {
    private static final String SUFFIX = ".lock";

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    static StoreLock take(Path file) {
        FileChannel channel = open(beside(file));
        if (lock(channel) == null) {
            close(channel);
            throw new StoreInUseException(file);
        }
        return new StoreLock(channel);
    }

    /** Beside the file itself, wherever a link to it may stand. */
    private static Path beside(Path file) {
        try {
            Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            return real.resolveSibling(real.getFileName() + SUFFIX);
        } catch (IOException refused) {
            throw new StoreException("the store's folder cannot be read", refused);
        }
    }

    private static FileChannel open(Path lockFile) {
        try {
            return FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException refused) {
            throw new StoreException("the store's folder cannot be written", refused);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        } catch (IOException refused) {
            close(channel);
            throw new StoreException("the store's lock file cannot be locked", refused);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException refused) {
            throw new StoreException("the store's lock file cannot be closed", refused);
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
