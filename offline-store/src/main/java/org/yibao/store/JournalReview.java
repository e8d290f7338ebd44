package org.yibao.store;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.JournalVerification;

/**
 * Walks the chain and the signatures of the records that stood in a journal when it was opened, some at a time, while
 * the terminal sells: opening looks at the last ones only. What the other tables say is compared by
 * {@link SqliteStore#check} alone, which needs one state of all.
 *
 * <p>One thread walks; any may ask for the verdict.
 */
public final class JournalReview {
    /** Records that one step walks over, at most: some hundredths of a second. */
    public static final int STEP = 200;

    private final Database database;
    private final JournalChain chain;
    private final JournalHead end;
    private volatile @Nullable JournalVerification verdict;

    JournalReview(Database database, JournalSeal seal, JournalHead end) {
        this.database = database;
        this.chain = new JournalChain(JournalHead.EMPTY, seal::verify);
        this.end = end;
    }

    /** What was found; empty while the walk is not at its end. */
    public Optional<JournalVerification> verdict() {
        return Optional.ofNullable(verdict);
    }

    /**
     * Walks on, on a connection of its own.
     *
     * @return the verdict, once there is one
     * @throws org.yibao.settlement.port.StoreException when the file cannot be read
     */
    public Optional<JournalVerification> walk() {
        if (verdict == null) {
            database.readSnapshot(this::step).ifPresent(found -> verdict = found);
        }
        return verdict();
    }

    private Optional<JournalVerification> step(Transaction snapshot) throws SQLException {
        long from = chain.head().number();
        try {
            snapshot.each(
                    "SELECT " + SqliteJournal.COLUMNS
                            + " FROM journal WHERE number > ? AND number <= ? ORDER BY number LIMIT ?",
                    columns -> JournalWalk.link(chain, columns),
                    from,
                    end.number(),
                    STEP);
            if (chain.head().number() < Math.min(from + STEP, end.number())) {
                throw new BrokenJournalException(chain.head().number() + 1, "the journal was cut");
            }
            boolean atEnd = chain.head().number() == end.number();
            if (atEnd && !chain.head().equals(end)) {
                throw new BrokenJournalException(end.number(), "it was changed since the store was opened");
            }
            return atEnd ? Optional.of(new JournalVerification.Sound(end)) : Optional.empty();
        } catch (BrokenJournalException broken) {
            return Optional.of(broken.verdict());
        } catch (SQLException unreadable) {
            if (!Database.isDamage(unreadable)) {
                throw unreadable;
            }
            return Optional.of(new JournalVerification.Broken(chain.head().number() + 1, "it cannot be read"));
        }
    }
}
