package org.yibao.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.yibao.settlement.port.StoreException;

/** Copies and changes whole files of stores. A file and its write-ahead log belong together. */
final class StoreFiles {
    static final String WAL = "-wal";
    /** SQLite's index of the log. */
    static final String INDEX = "-shm";

    /** Beside a store whose log was found cut, until its quarantine is durable. */
    static final String LOSS = "-cut";

    private static final List<String> BESIDE = List.of(WAL, INDEX, "-journal", ".lock", Reserve.SUFFIX, LOSS);
    private static final String DRAFT = ".restoring";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StoreFiles() {}

    /** @throws StoreException when SQLite finds a page that is not what it should be */
    static void requireWhole(Transaction snapshot) throws SQLException {
        String found = snapshot.first("PRAGMA integrity_check(1)", columns -> columns.getString(1))
                .orElse("no answer");
        if (!found.equals("ok")) {
            throw new StoreException("the file is damaged: " + found);
        }
    }

    /** @throws UnusableStoreException when there is no file; an empty one is damaged, for none is ever left so */
    static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new UnusableStoreException(UnusableStoreException.Reason.MISSING, "there is no store");
        }
        try {
            if (Files.size(file) == 0) {
                throw new StoreException("the store's file is empty");
            }
        } catch (IOException unreadable) {
            throw new StoreException("the store's file cannot be read", unreadable);
        }
    }

    /** One read transaction holds one state of the file, however long the copy takes and whoever writes meanwhile. */
    static void backUp(Path file, Path to) {
        if (!Files.exists(file)) {
            throw new StoreException("there is no store");
        }
        if (Files.exists(to)) {
            throw new StoreException("the backup's file is there already");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Database.BUSY_TIMEOUT_MS);
        try (Connection reader = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement snapshot = reader.createStatement()) {
            snapshot.execute("BEGIN");
            Transaction source = new Transaction(reader);
            if (source.number("PRAGMA application_id") != Schema.APPLICATION_ID) {
                throw new StoreException("the file is no store of this terminal");
            }
            int code = reader.unwrap(SQLiteConnection.class)
                    .getDatabase()
                    .backup("main", to.toAbsolutePath().toString(), null);
            if (code != SQLiteErrorCode.SQLITE_OK.code && code != SQLiteErrorCode.SQLITE_DONE.code) {
                throw new StoreException("the backup could not be written: " + SQLiteErrorCode.getErrorCode(code));
            }
            settle(to);
        } catch (SQLException refused) {
            delete(to);
            throw Database.fault("the backup could not be made", refused);
        } catch (RuntimeException | Error refused) {
            delete(to);
            throw refused;
        }
    }

    /** A backup is one file without a log of its own, whole, and on the disk. */
    private static void settle(Path copy) throws SQLException {
        try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + copy.toAbsolutePath())) {
            Transaction transaction = new Transaction(connection);
            transaction.first("PRAGMA journal_mode = DELETE", columns -> columns.getString(1));
            requireWhole(transaction);
            transaction.forgetStatements();
        }
        sync(copy);
    }

    /** A copy of the backup beside the store, to be checked there. */
    static Path draft(Path backup, Path file) {
        Path draft = beside(file, DRAFT);
        delete(draft);
        if (!Files.isRegularFile(backup)) {
            throw new StoreException("there is no backup");
        }
        copy(backup, draft);
        if (Files.exists(beside(backup, WAL))) {
            // A copy of the files of a terminal instead of a backup: they count together.
            copy(beside(backup, WAL), beside(draft, WAL));
        }
        return draft;
    }

    /**
     * Gives the draft the store's name. The store that stands there is copied aside first and only then replaced, in
     * one step: whenever this is interrupted, one of the two stands there whole.
     */
    static Optional<Path> replace(Path file, Path draft, Instant now) {
        Optional<Path> aside = Optional.empty();
        if (Files.exists(file)) {
            Path kept = beside(file, ".before-restore-" + STAMP.format(now));
            foldLog(file);
            if (Files.exists(beside(file, WAL))) {
                copy(beside(file, WAL), beside(kept, WAL));
            }
            copy(file, kept);
            aside = Optional.of(kept);
        }
        takeName(draft, file);
        return aside;
    }

    /**
     * Copies a store whose log is folded into it, in place of what stood there; what stands there is whole or the
     * earlier.
     */
    static void keep(Path file, Path kept) {
        Path part = beside(kept, ".part");
        delete(part);
        foldLog(file);
        requireFolded(file);
        copy(file, part);
        rename(part, kept);
    }

    /** In one step; what stood there is gone, with its log. */
    static void takeName(Path draft, Path file) {
        requireFolded(draft);
        requireFolded(file);
        try {
            // A log of the earlier file must not be taken for one of the new; without it its index would tell of a
            // loss.
            Files.deleteIfExists(beside(file, INDEX));
            Files.deleteIfExists(beside(file, WAL));
        } catch (IOException refused) {
            throw new StoreException("the store's folder cannot be written", refused);
        }
        rename(draft, file);
    }

    /** A file's log that still holds something belongs to it: somebody else has the file open, or the disk refused. */
    private static void requireFolded(Path file) {
        try {
            Path log = beside(file, WAL);
            if (Files.exists(log) && Files.size(log) > 0) {
                throw new StoreException("the write-ahead log of " + file.getFileName() + " could not be folded in");
            }
        } catch (IOException unreadable) {
            throw new StoreException("the store's folder cannot be read", unreadable);
        }
    }

    /** Opening a store takes away what tells of a loss: it is noted first. */
    static void noteLoss(Path file) {
        try (FileChannel note =
                FileChannel.open(beside(file, LOSS), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            note.force(true);
        } catch (IOException refused) {
            throw new StoreException("the store's folder cannot be written", refused);
        }
    }

    static boolean lossNoted(Path file) {
        return Files.exists(beside(file, LOSS));
    }

    static void forgetLoss(Path file) {
        try {
            Files.deleteIfExists(beside(file, LOSS));
        } catch (IOException refused) {
            throw new StoreException("the store's folder cannot be written", refused);
        }
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new StoreException("the store's folder cannot be written", refused);
        }
    }

    /** Closing the last connection folds the log into the file; a damaged file keeps it. */
    private static void foldLog(Path file) {
        try (Database present = Database.open(file)) {
            present.read(transaction -> transaction.number("SELECT count(*) FROM sqlite_schema"));
        } catch (StoreException damaged) {
            // It is kept as it is: its log is copied with it.
            return;
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException refused) {
            throw new StoreException("a copy cannot be made", refused);
        }
        sync(to);
    }

    private static void sync(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException refused) {
            throw new StoreException("a copy cannot be made durable", refused);
        }
    }

    /** With all that SQLite and the lock leave beside it. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            for (String suffix : BESIDE) {
                Files.deleteIfExists(beside(file, suffix));
            }
        } catch (IOException refused) {
            throw new StoreException("a file cannot be deleted", refused);
        }
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
