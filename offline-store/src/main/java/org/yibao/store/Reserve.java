package org.yibao.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.yibao.settlement.port.StoreException;

/**
 * Room on the disk that sales do not get: a file beside the store. When the disk is full it is given up, so that what
 * was begun can be brought to its end; no new sale is taken until there is room to make it again.
 */
final class Reserve {
    static final String SUFFIX = "-reserve";

    /** A step writes some ten pages of 4 KiB to the log, and the log is used again from its start after 4 MiB. */
    static final int BYTES = 6 << 20;

    private static final int PIECE_BYTES = 1 << 20;

    private final Path file;
    private boolean there;

    private Reserve(Path file) {
        this.file = file;
    }

    /** Of the store in this file; nothing is made yet. */
    static Reserve beside(Path store) {
        return new Reserve(store.resolveSibling(store.getFileName() + SUFFIX));
    }

    /**
     * Makes it where it is not there.
     *
     * @return why there is no room for it; empty when it is there
     */
    synchronized Optional<IOException> make() {
        if (there) {
            return Optional.empty();
        }
        try {
            if (!Files.exists(file) || Files.size(file) != BYTES) {
                // To find out by writing would take the last room from those who end something meanwhile.
                if (usableBytes() < BYTES) {
                    throw new IOException(usableBytes() + " bytes are left");
                }
                write();
            }
            there = true;
            return Optional.empty();
        } catch (IOException noRoom) {
            giveUp();
            return Optional.of(noRoom);
        }
    }

    private void write() throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int written = 0; written < BYTES; written += PIECE_BYTES) {
                ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
        }
    }

    /** @return whether it gave room up */
    synchronized boolean giveUp() {
        there = false;
        try {
            return Files.deleteIfExists(file);
        } catch (IOException refused) {
            return false;
        }
    }

    /** Refuses a step that begins something while there is no room to end it. */
    void requireRoom() {
        Optional<IOException> noRoom = make();
        if (noRoom.isPresent()) {
            throw new DiskFullException(
                    "the disk is full: what was begun is ended, nothing new is taken", noRoom.get());
        }
    }

    /** Takes a step that ends what was begun, in the room kept for it where there is no other. */
    <T> T toTheEnd(Database database, Database.Work<T> step) {
        try {
            return database.inTransaction(step);
        } catch (DiskFullException full) {
            giveUp();
            return database.inTransaction(step);
        }
    }

    /** Whether an opening that was refused may have lacked room, and has more now. */
    boolean helps(StoreException refused) {
        boolean full = refused instanceof DiskFullException || usableBytes() < BYTES;
        return full && giveUp();
    }

    private long usableBytes() {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException notThere) {
            return Long.MAX_VALUE;
        }
    }
}
