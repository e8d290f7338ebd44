package org.yibao.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.yibao.link.message.DirectoryInput;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DownloadInput;
import org.yibao.platform.ledger.DirectoryVersions;
import org.yibao.platform.ledger.StatementFiles;
import org.yibao.platform.ledger.Transaction;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;

/** Tells terminals the newest version of each part (1301 and its like) and hands out its file (9102). */
final class DirectoryDesk {
    /** How long a file is served after another took its place: whoever was offered it has a week to fetch it. */
    static final Duration KEPT = Duration.ofDays(7);

    private final Transactions.Context context;
    private final Faults faults;
    private final DirectoryVersions versions;
    private final StatementFiles statements;

    DirectoryDesk(Transaction tx, Transactions.Context context, Faults faults) {
        this.context = context;
        this.faults = faults;
        this.versions = new DirectoryVersions(tx);
        this.statements = new StatementFiles(tx, context.key());
    }

    /** Any other version than the newest is answered with the newest: the platform may go back deliberately. */
    Verdict ask(DirectoryPart part, DirectoryInput input) {
        String atHand = DirectoryMapper.version(input);
        Optional<DirectoryOffer> newest = versions.newest(part).map(DirectoryVersions.Version::offer);
        if (newest.map(DirectoryOffer::version)
                .orElse(DirectoryMapper.NO_VERSION)
                .equals(atHand)) {
            return new Verdict.Told(DirectoryMapper.same(atHand));
        }
        return newest.<Verdict>map(offer -> new Verdict.Told(
                        DirectoryMapper.newer(offer, context.localNow().plus(KEPT))))
                .orElseGet(RefusalCode.NOT_PUBLISHED::refused);
    }

    Verdict fetch(DownloadInput input) {
        DownloadInput.Span span = input.fsDownloadIn();
        if (!span.fixmedinsCode().equals(context.key().institutionCode())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        Optional<StatementFiles.File> statement = statements.find(span.fileQuryNo());
        if (statement.isPresent()) {
            return piece(span, statement.get());
        }
        Optional<DirectoryOffer> file =
                versions.find(span.fileQuryNo()).filter(this::isServed).map(DirectoryVersions.Version::offer);
        if (file.isEmpty()) {
            return RefusalCode.FILE_GONE.refused();
        }
        if (!isWithin(span, file.get().fileName(), file.get().bytes())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        Bytes piece = versions.read(file.get(), span.pos(), span.len());
        return new Verdict.Told(DirectoryMapper.piece(span.pos(), faults.piece(piece)));
    }

    private static Verdict piece(DownloadInput.Span span, StatementFiles.File file) {
        if (!isWithin(span, file.name(), file.content().length())) {
            return RefusalCode.REQUEST_INVALID.refused();
        }
        int at = Math.toIntExact(span.pos());
        byte[] piece = Arrays.copyOfRange(file.content().toArray(), at, at + span.len());
        return new Verdict.Told(DirectoryMapper.piece(at, Bytes.of(piece)));
    }

    private boolean isServed(DirectoryVersions.Version version) {
        Instant replacedAt = version.replacedAt();
        return replacedAt == null || context.now().isBefore(replacedAt.plus(KEPT));
    }

    private static boolean isWithin(DownloadInput.Span span, String name, long bytes) {
        return span.filename().equals(name)
                && span.len() >= 1
                && span.len() <= DirectoryGateway.PIECE_BYTES_MAX
                && span.pos() >= 0
                && span.pos() <= bytes - span.len();
    }
}
