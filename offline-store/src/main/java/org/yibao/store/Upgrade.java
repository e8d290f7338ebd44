package org.yibao.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.port.StoreException;

/**
 * Brings a closed store to this program's version: a copy is migrated and looked over, the file as it was is kept
 * beside it under its version, and then the copy takes its name in one step. Whenever this is interrupted, a whole
 * store stands under the store's name, and the next opening begins anew.
 */
final class Upgrade {
    /** Kept files of how many versions back. */
    static final int VERSIONS_KEPT = 2;

    private static final String DRAFT = ".upgrading";
    private static final String KEPT = ".version-";

    private final Path file;
    private final Consumer<Step> after;

    /** What has been done; tests break off after each. */
    enum Step {
        COPIED,
        MIGRATED,
        KEPT,
        SWITCHED
    }

    Upgrade(Path file, Consumer<Step> after) {
        this.file = file;
        this.after = after;
    }

    /**
     * Does nothing to a file that is of this version, or empty.
     *
     * @throws UnusableStoreException when the file is of a newer version, or the copies cannot be made
     * @throws StoreException when it is no store or damaged; it is as it was then
     */
    void run() {
        if (!Files.exists(file)) {
            return;
        }
        int version = version();
        if (version == 0 || version == Schema.NEWEST) {
            return;
        }
        Path draft = StoreFiles.beside(file, DRAFT);
        try {
            StoreFiles.delete(draft);
            StoreFiles.backUp(file, draft);
            after.accept(Step.COPIED);
            migrate(draft);
            after.accept(Step.MIGRATED);
            StoreFiles.keep(file, kept(version));
            after.accept(Step.KEPT);
            StoreFiles.takeName(draft, file);
            after.accept(Step.SWITCHED);
        } catch (StoreException refused) {
            requireWhole();
            throw new UnusableStoreException(
                    UnusableStoreException.Reason.NOT_UPGRADED,
                    "the store cannot be upgraded: " + refused.getMessage(),
                    refused);
        } finally {
            StoreFiles.delete(draft);
        }
        for (int old = 1; old < Schema.NEWEST - VERSIONS_KEPT; old++) {
            StoreFiles.delete(kept(old));
        }
    }

    private Path kept(int version) {
        return StoreFiles.beside(file, KEPT + version);
    }

    private int version() {
        try (Database present = Database.open(file)) {
            return present.read(Schema::version);
        } catch (UnusableStoreException newer) {
            throw untouched() ? goBack(newer) : newer;
        }
    }

    private void migrate(Path draft) {
        JournalHead before = head(file);
        try (Database copy = Database.open(draft)) {
            Schema.migrate(copy);
            copy.read(transaction -> {
                StoreFiles.requireWhole(transaction);
                return transaction;
            });
        }
        if (!head(draft).equals(before)) {
            throw new StoreException("the copy for the upgrade does not hold what the store holds");
        }
    }

    private void requireWhole() {
        try (Database present = Database.open(file)) {
            present.read(transaction -> {
                StoreFiles.requireWhole(transaction);
                return transaction;
            });
        }
    }

    private static JournalHead head(Path store) {
        try (Database database = Database.open(store)) {
            return database.read(SqliteJournal::head);
        }
    }

    /** Whether the newer program recorded nothing since it kept a file that this one can open. */
    private boolean untouched() {
        Path kept = kept(Schema.NEWEST);
        try {
            return Files.exists(kept) && head(kept).equals(head(file));
        } catch (StoreException unreadable) {
            return false;
        }
    }

    private UnusableStoreException goBack(UnusableStoreException newer) {
        return new UnusableStoreException(
                UnusableStoreException.Reason.NEWER_UNTOUCHED,
                newer.getMessage() + ", or, as nothing was recorded since, give "
                        + kept(Schema.NEWEST).getFileName() + " the name " + file.getFileName(),
                newer);
    }
}
