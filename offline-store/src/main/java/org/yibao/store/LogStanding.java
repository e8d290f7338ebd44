package org.yibao.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yibao.settlement.port.StoreException;

/**
 * Whether the write-ahead log beside a closed store is the one that its last user wrote. A process that died leaves
 * SQLite's index of the log behind, which says how many frames were committed and in which log; SQLite itself takes a
 * log that is cut or spoiled for one that ends there, and one of another file for its own.
 *
 * <p>The layout is SQLite's file format, stable since version 3.7: sqlite.org/walformat.html.
 */
enum LogStanding {
    /** All that was committed is there, as far as anything beside the store tells. */
    WHOLE,
    /** Commits are gone: the store is an earlier state of itself, if it is whole. */
    CUT,
    /** It must not be opened with this one. */
    OF_ANOTHER_FILE;

    private static final int INDEX_VERSION = 3_007_000;
    private static final int INDEX_HEAD_BYTES = 48;
    private static final int INDEX_WRITTEN_AT = 12;
    private static final int FRAMES_AT = 16;
    private static final int INDEX_SALT_AT = 32;
    /** How many frames stand in the store's file, synced; behind both heads. */
    private static final int BACKFILLED_AT = 2 * INDEX_HEAD_BYTES;

    private static final int INDEX_BYTES = BACKFILLED_AT + Integer.BYTES;

    private static final int LOG_HEAD_BYTES = 32;
    private static final int LOG_MAGIC = 0x377f0682;
    private static final int PAGE_SIZE_AT = 8;
    private static final int LOG_SALT_AT = 16;
    private static final int LOG_SUM_AT = 24;

    private static final int FRAME_HEAD_BYTES = 24;
    private static final int FRAME_SUMMED_BYTES = 8;
    private static final int FRAME_SALT_AT = 8;
    private static final int FRAME_SUM_AT = 16;
    private static final int PAGE_MAX = 65_536;

    /** Far more than the system leaves the index unwritten for; one foreign log in a thousand would pass. */
    private static final int ROUNDS_MAX = 4_000_000;

    static LogStanding of(Path store) {
        try {
            return judged(store);
        } catch (IOException unreadable) {
            throw new StoreException("the store's log cannot be read", unreadable);
        }
    }

    private static LogStanding judged(Path store) throws IOException {
        // The index is in the byte order of the machine, but for the salts, which are copied from the log.
        ByteBuffer index =
                head(StoreFiles.beside(store, StoreFiles.INDEX), INDEX_BYTES).order(ByteOrder.nativeOrder());
        // The head is there twice: two that differ were being written when the process died.
        boolean tells = index.limit() == INDEX_BYTES
                && index.slice(0, INDEX_HEAD_BYTES).equals(index.slice(INDEX_HEAD_BYTES, INDEX_HEAD_BYTES))
                && index.getInt(0) == INDEX_VERSION
                && index.get(INDEX_WRITTEN_AT) == 1
                && index.getInt(FRAMES_AT) > 0;
        int committed = tells ? index.getInt(FRAMES_AT) : 0;
        if (!tells || index.getInt(BACKFILLED_AT) >= committed) {
            return WHOLE;
        }
        long salt = index.order(ByteOrder.BIG_ENDIAN).getLong(INDEX_SALT_AT);
        Path log = StoreFiles.beside(store, StoreFiles.WAL);
        ByteBuffer begun = head(log, LOG_HEAD_BYTES);
        if (begun.limit() < LOG_HEAD_BYTES) {
            return CUT;
        }
        if (begun.getLong(LOG_SALT_AT) != salt) {
            return begunAnew(salt, begun.getLong(LOG_SALT_AT)) ? WHOLE : OF_ANOTHER_FILE;
        }
        return holds(log, committed) ? WHOLE : CUT;
    }

    /**
     * The index is never synced: after a power cut it may be of an earlier round. Each round counts the first half of
     * the salt up by one.
     */
    private static boolean begunAnew(long indexed, long begun) {
        int rounds = (int) (begun >>> Integer.SIZE) - (int) (indexed >>> Integer.SIZE);
        return rounds > 0 && rounds <= ROUNDS_MAX;
    }

    private static ByteBuffer head(Path file, int bytes) throws IOException {
        if (!Files.exists(file)) {
            return ByteBuffer.allocate(0);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ByteBuffer.wrap(in.readNBytes(bytes));
        }
    }

    /** Whether the log begins with so many frames that count. */
    private static boolean holds(Path log, int frames) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(log), PAGE_MAX)) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(LOG_HEAD_BYTES));
            int page = head.getInt(PAGE_SIZE_AT);
            // The last bit of the magic number says in which byte order the words are summed.
            boolean known = (head.getInt(0) & ~1) == LOG_MAGIC && page > 0 && page <= PAGE_MAX;
            if (!known) {
                return false;
            }
            Sum sum = new Sum((head.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            sum.add(head, 0, LOG_SUM_AT);
            boolean fits = sum.is(head.getLong(LOG_SUM_AT));
            for (int frame = 1; fits && frame <= frames; frame++) {
                ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(FRAME_HEAD_BYTES + page));
                fits = bytes.limit() == FRAME_HEAD_BYTES + page
                        && bytes.getLong(FRAME_SALT_AT) == head.getLong(LOG_SALT_AT);
                if (fits) {
                    sum.add(bytes, 0, FRAME_SUMMED_BYTES);
                    sum.add(bytes, FRAME_HEAD_BYTES, page);
                    fits = sum.is(bytes.getLong(FRAME_SUM_AT));
                }
            }
            return fits;
        }
    }

    /** SQLite's running checksum of a log. */
    private static final class Sum {
        private final ByteOrder order;
        private int first;
        private int second;

        Sum(ByteOrder order) {
            this.order = order;
        }

        void add(ByteBuffer bytes, int at, int length) {
            ByteBuffer words = bytes.duplicate().order(order);
            for (int word = at; word < at + length; word += 2 * Integer.BYTES) {
                first += words.getInt(word) + second;
                second += words.getInt(word + Integer.BYTES) + first;
            }
        }

        boolean is(long stored) {
            return first == (int) (stored >>> Integer.SIZE) && second == (int) stored;
        }
    }
}
