package org.yibao.settlement.port;

import java.time.Instant;
import java.util.List;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartFileException;
import org.yibao.settlement.directory.PartStanding;

/**
 * The terminal's copy of the platform's directory. Every method that changes something is one atomic durable step,
 * as in {@link SettlementStore}: wholly on disk when it returns, not at all when it throws {@link StoreException}.
 * A refused step may be tried again. One thread changes it; any thread may call {@link #standing} at the same time
 * and sees a part as it was before a step or after it.
 */
public interface DirectoryStore {
    PartStanding standing(DirectoryPart part);

    /** The platform said that the version at hand is its newest: whatever was being fetched is dropped. */
    void confirmed(DirectoryPart part, Instant now);

    /**
     * A newer version is to be fetched. Bytes of the same file (its digest and length) stay, those of another are
     * dropped; a version at hand stays active.
     *
     * @return how many bytes of its file are here
     */
    long offered(DirectoryOffer offer, Instant now);

    /**
     * Keeps the next piece of the offered file.
     *
     * @param position how many bytes are here
     * @throws IllegalStateException when other bytes come next, or more than the file has
     */
    void kept(DirectoryPart part, long position, Bytes piece);

    /**
     * The files of an offered file that is here whole, for a part without rows; changes nothing.
     *
     * @throws PartFileException when length, digest, number of files or form are not those that were offered
     */
    List<PackedFile> files(DirectoryPart part);

    /**
     * Takes the offered file that is here whole, in place of the version at hand: all its rows, or of a part
     * without rows its name alone. Its bytes are dropped in the same step. It was the newest when it was offered.
     *
     * @throws PartFileException when length, digest, number of rows, any row or the days of a code's rows are not
     *     as they must be; nothing has changed then
     */
    void activated(DirectoryPart part, Instant now);

    /** The offered file was not taken: its bytes are dropped, the version at hand stays. */
    void refused(DirectoryPart part, String reason);
}
