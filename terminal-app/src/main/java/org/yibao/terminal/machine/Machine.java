package org.yibao.terminal.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The only place that knows what an operating system can do: permissions, signals, replacing files. */
public final class Machine {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Windows replaces no file that somebody is just reading: a look of our own, a virus scanner. */
    private static final int REPLACE_TRIES = 10;

    private static final long REPLACE_PAUSE_MS = 20;

    /** A process may hold one lock of a file at a time: its threads take turns. */
    private static final Object LOCKS = new Object();

    private Machine() {}

    /** Writes a file that only its owner may read, where the file system can; a file that stood there is replaced. */
    public static void writePrivate(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
        Path draft = Files.createTempFile(folder, ".draft", "");
        try {
            restrict(draft, OWNER_ONLY);
            Files.write(draft, content, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.SYNC);
            replace(draft, file);
            syncFolder(folder);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Writes at the end of a file, made where there is none, and returns when the disk has it.
     *
     * @param length bytes of the file that count; what follows them is cut off
     */
    public static void appendPrivate(Path file, long length, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            writePrivate(file, content);
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.position(length);
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** A new name in a folder survives a power cut only once the folder is on the disk; not every system can say so. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notHere) {
            // Windows opens no folder: its file system orders the rename itself.
            return;
        }
    }

    /** A step that touches files. */
    public interface FileStep<T> {
        T run() throws IOException;
    }

    /** Runs a step while no other thread or process runs one with the same lock file. */
    public static <T> T alone(Path lockFile, FileStep<T> step) throws IOException {
        synchronized (LOCKS) {
            try (FileChannel channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Given back when the channel closes.
                channel.lock();
                return step.run();
            }
        }
    }

    /** Gives a file another name in its folder, in place of a file that has it, and returns when the disk knows. */
    public static void rename(Path from, Path to) throws IOException {
        replace(from, to);
        syncFolder(to.toAbsolutePath().resolveSibling(".").normalize());
    }

    private static void replace(Path draft, Path file) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                move(draft, file);
                return;
            } catch (FileSystemException inUse) {
                if (tries == REPLACE_TRIES || !paused()) {
                    throw inUse;
                }
            }
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(REPLACE_PAUSE_MS);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes a folder that only its owner may enter, where the file system can, and proves that it takes a file. */
    public static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            restrict(folder, OWNER_FOLDER);
        }
        Path probe = Files.createTempFile(folder, ".probe", "");
        Files.delete(probe);
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(permissions);
            return;
        }
        AclFileAttributeView acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
        if (acl != null) {
            AclEntry owner = AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(acl.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build();
            acl.setAcl(List.of(owner));
        }
    }

    /** Whether others than the owner may read or write a file; false where the file system cannot say. */
    public static boolean othersMayRead(Path file) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix == null) {
            return false;
        }
        Set<PosixFilePermission> permissions = posix.readAttributes().permissions();
        return OTHERS.stream().anyMatch(permissions::contains);
    }

    /**
     * Runs {@code stop} when the operating system asks this process to end (SIGTERM and SIGINT on POSIX, closing
     * the console on Windows) or when it ends by itself. The process then ends with the status the signal gives.
     */
    public static void onStopRequest(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    }

    /** A file system's own words on why it refused, short enough for a log. */
    public static String reason(IOException fault) {
        if (fault instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return fault.getClass().getSimpleName();
    }
}
