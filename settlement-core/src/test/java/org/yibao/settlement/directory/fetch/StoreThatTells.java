package org.yibao.settlement.directory.fetch;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.directory.PackedFile;
import org.yibao.settlement.directory.PartStanding;
import org.yibao.settlement.port.DirectoryStore;

/** A store that tells when every part was confirmed, activated or refused. */
final class StoreThatTells implements DirectoryStore {
    private volatile DirectoryStore inner;
    private volatile CompletableFuture<DirectoryPart> all;
    private final Set<DirectoryPart> open = Collections.synchronizedSet(EnumSet.allOf(DirectoryPart.class));

    StoreThatTells(DirectoryStore inner, CompletableFuture<DirectoryPart> all) {
        this.inner = inner;
        this.all = all;
    }

    /** Everything that was kept is lost; tells when one part ended again. */
    void beginAnew(DirectoryStore fresh, DirectoryPart part, CompletableFuture<DirectoryPart> ended) {
        open.add(part);
        all = ended;
        inner = fresh;
    }

    private void ended(DirectoryPart part) {
        open.remove(part);
        if (open.isEmpty()) {
            all.complete(part);
        }
    }

    @Override
    public PartStanding standing(DirectoryPart part) {
        return inner.standing(part);
    }

    @Override
    public void confirmed(DirectoryPart part, Instant now) {
        inner.confirmed(part, now);
        ended(part);
    }

    @Override
    public long offered(DirectoryOffer offer, Instant now) {
        return inner.offered(offer, now);
    }

    @Override
    public void kept(DirectoryPart part, long position, Bytes piece) {
        inner.kept(part, position, piece);
    }

    @Override
    public List<PackedFile> files(DirectoryPart part) {
        return inner.files(part);
    }

    @Override
    public void activated(DirectoryPart part, Instant now) {
        inner.activated(part, now);
        ended(part);
    }

    @Override
    public void refused(DirectoryPart part, String reason) {
        inner.refused(part, reason);
        ended(part);
    }
}
