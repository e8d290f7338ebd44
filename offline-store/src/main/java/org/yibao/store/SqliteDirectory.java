package org.yibao.store;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.yibao.certs.Sm3;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.port.Catalogue;
import org.yibao.settlement.port.DirectoryStore;
import org.yibao.settlement.port.StopList;
import org.yibao.settlement.port.StoreException;

/**
 * The directory in a file of its own beside the store, which all of it can be fetched again for: a damaged or foreign
 * file is set aside and another begun, at the opening or after a fault, and a disk that was full is tried again.
 * Lookups have a connection of their own and go on while a part is activated. Stopped persons stand in it only as
 * keyed SM3, under the store's key.
 */
public final class SqliteDirectory implements DirectoryStore, Catalogue, StopList, AutoCloseable {
    private static final Logger LOG = System.getLogger(SqliteDirectory.class.getName());

    private static final String DAMAGED = ".damaged";
    /** The log is cut to this after the activation of a long part. */
    private static final int LOG_BYTES_KEPT = 4 << 20;

    private static final int BUFFER_BYTES = 32 * 1024;

    private final Path file;
    private final KeyRing keys;
    private Opened opened;
    private boolean closed;

    private record Opened(Database writer, DirectoryReader reader) {
        void close() {
            reader.close();
            writer.close();
        }
    }

    private SqliteDirectory(Path file, KeyRing keys) {
        this.file = file;
        this.keys = keys;
        this.opened = openOrBegin(file, keys);
    }

    /**
     * Opens a directory, or begins one where the file does not exist or cannot be used.
     *
     * @param store opened, and closed later: its keys code the stop list
     * @throws StoreException when not even a new file can be made
     */
    public static SqliteDirectory open(Path file, SqliteStore store) {
        return new SqliteDirectory(file, store.keys());
    }

    private static Opened openOrBegin(Path file, KeyRing keys) {
        try {
            return connect(file, keys);
        } catch (StoreException unusable) {
            LOG.log(
                    Level.WARNING,
                    "{0} is set aside, the directory is fetched again: {1}",
                    file.getFileName(),
                    unusable.getMessage());
            setAside(file);
            return connect(file, keys);
        }
    }

    private static Opened connect(Path file, KeyRing keys) {
        Database writer = Database.open(file);
        try {
            DirectorySchema.prepare(writer, keys);
            writer.read(transaction -> transaction.number("PRAGMA journal_size_limit = " + LOG_BYTES_KEPT));
            return new Opened(writer, new DirectoryReader(Database.open(file)));
        } catch (RuntimeException refused) {
            writer.close();
            throw refused;
        }
    }

    private static void setAside(Path file) {
        try {
            for (String log : List.of("-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + log));
            }
            Files.move(file, file.resolveSibling(file.getFileName() + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new StoreException("the directory's file cannot be set aside", refused);
        }
    }

    /** Does not ask the writer, which is busy while a part is activated. */
    private synchronized DirectoryReader reader() {
        return usable(opened.reader().database()).reader();
    }

    private <T> T step(Database.Work<T> work) {
        return writer().inTransaction(work);
    }

    private synchronized Database writer() {
        return usable(opened.writer()).writer();
    }

    /** After a fault the file is looked at afresh: nothing of it must last. */
    private Opened usable(Database database) {
        if (!closed && database.refusesBecause().isPresent()) {
            opened.close();
            opened = openOrBegin(file, keys);
        }
        return opened;
    }

    @Override
    public PartStanding standing(DirectoryPart part) {
        return reader().standing(part);
    }

    @Override
    public Optional<Item> find(String code, LocalDate day) {
        return reader().find(code, day);
    }

    @Override
    public boolean stops(String psnNo, LocalDate day) {
        return reader().stops(DirectoryRows.code(keys, psnNo), day);
    }

    @Override
    public void confirmed(DirectoryPart part, Instant now) {
        step(transaction -> {
            know(transaction, part);
            drop(transaction, part);
            return transaction.update(
                    "UPDATE part SET confirmed = ?, refusal = '' WHERE name = ?", now.toString(), part.name());
        });
    }

    @Override
    public long offered(DirectoryOffer offer, Instant now) {
        String part = offer.part().name();
        return step(transaction -> {
            know(transaction, offer.part());
            long here = transaction
                    .first(
                            "SELECT here FROM offer WHERE part = ? AND digest = ? AND bytes = ?",
                            columns -> columns.getLong(1),
                            part,
                            offer.digest(),
                            offer.bytes())
                    .orElse(0L);
            if (here == 0) {
                drop(transaction, offer.part());
            }
            transaction.update(
                    "INSERT OR REPLACE INTO offer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    part,
                    offer.fileQueryNumber(),
                    offer.fileName(),
                    offer.version(),
                    offer.rows(),
                    offer.bytes(),
                    offer.digest(),
                    now.toString(),
                    here);
            return here;
        });
    }

    private static void know(Transaction transaction, DirectoryPart part) throws SQLException {
        transaction.update(
                "INSERT OR IGNORE INTO part VALUES (?, ?, 0, NULL, NULL, '')", part.name(), PartStanding.NO_VERSION);
    }

    private static void drop(Transaction transaction, DirectoryPart part) throws SQLException {
        transaction.update("DELETE FROM piece WHERE part = ?", part.name());
        transaction.update("DELETE FROM offer WHERE part = ?", part.name());
    }

    @Override
    public void kept(DirectoryPart part, long position, Bytes piece) {
        step(transaction -> {
            int next = transaction.update(
                    "UPDATE offer SET here = here + ?1 WHERE part = ?2 AND here = ?3 AND ?3 + ?1 <= bytes",
                    piece.length(),
                    part.name(),
                    position);
            if (next == 0) {
                throw new IllegalStateException("not the piece that comes next: " + part + " " + position);
            }
            return transaction.update(
                    "INSERT INTO piece (part, position, content) VALUES (?, ?, ?)",
                    part.name(),
                    position,
                    piece.toArray());
        });
    }

    @Override
    public List<PackedFile> files(DirectoryPart part) {
        return step(transaction -> {
            requireWhole(transaction, part);
            try (InputStream zip = new PieceStream(transaction, part)) {
                List<PackedFile> files = PartFile.files(zip);
                requireCount(transaction, part, files.size());
                return files;
            } catch (IOException refused) {
                throw unread(refused);
            }
        });
    }

    @Override
    public void activated(DirectoryPart part, Instant now) {
        step(transaction -> {
            requireWhole(transaction, part);
            if (PartFile.hasRows(part)) {
                replace(transaction, part);
            }
            transaction.update(
                    "UPDATE part SET (version, rows, activated, confirmed, refusal) ="
                            + " (SELECT version, rows, ?, offered, '' FROM offer WHERE part = part.name) WHERE name = ?",
                    now.toString(),
                    part.name());
            drop(transaction, part);
            return part;
        });
    }

    private void replace(Transaction transaction, DirectoryPart part) throws SQLException {
        DirectoryRows rows = new DirectoryRows(transaction, keys);
        rows.clear(part);
        long count;
        try (InputStream zip = new PieceStream(transaction, part)) {
            count = PartFile.rows(part, zip, row -> {
                try {
                    rows.keep(row);
                } catch (SQLException refused) {
                    throw Database.fault("the disk refused a row", refused);
                }
            });
        } catch (IOException refused) {
            throw unread(refused);
        }
        rows.requireApart(part);
        requireCount(transaction, part, count);
    }

    private static void requireCount(Transaction transaction, DirectoryPart part, long count) throws SQLException {
        long offered = transaction.number("SELECT rows FROM offer WHERE part = ?", part.name());
        if (count != offered) {
            throw new PartFileException(count + " rows or files instead of " + offered);
        }
    }

    private static StoreException unread(IOException refused) {
        return new StoreException("the pieces cannot be read", refused);
    }

    /** Length and digest of the whole file are those that were offered. */
    private static void requireWhole(Transaction transaction, DirectoryPart part) throws SQLException {
        String digest = transaction
                .first(
                        "SELECT digest FROM offer WHERE part = ? AND here = bytes",
                        columns -> columns.getString(1),
                        part.name())
                .orElseThrow(() -> new IllegalStateException("no file is here whole: " + part));
        Sm3 sm3 = Sm3.start();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream pieces = new PieceStream(transaction, part)) {
            for (int count = pieces.read(buffer); count >= 0; count = pieces.read(buffer)) {
                sm3.update(buffer, 0, count);
            }
        } catch (IOException refused) {
            throw unread(refused);
        }
        if (!sm3.finish().hex().equals(digest)) {
            throw new PartFileException("the file's digest is not the one that was offered");
        }
    }

    @Override
    public void refused(DirectoryPart part, String reason) {
        step(transaction -> {
            know(transaction, part);
            drop(transaction, part);
            return transaction.update("UPDATE part SET refusal = ? WHERE name = ?", reason, part.name());
        });
    }

    /** Lets a test fill the disk. */
    void limitPages(int pages) {
        writer().inTransaction(transaction -> transaction.number("PRAGMA max_page_count = " + pages));
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.close();
    }
}
