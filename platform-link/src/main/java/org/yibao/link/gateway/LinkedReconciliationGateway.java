package org.yibao.link.gateway;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.yibao.certs.Sm3;
import org.yibao.link.message.Answer;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DownloadInput;
import org.yibao.link.message.DownloadOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.StatementDetailsOutput;
import org.yibao.link.message.StatementFile;
import org.yibao.link.message.StatementMapper;
import org.yibao.link.message.StatementTotalsOutput;
import org.yibao.link.message.Transaction;
import org.yibao.link.message.UploadOutput;
import org.yibao.link.session.Outcome;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.ReconciliationGateway;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;

/** A day's reconciliation over the session of a {@link LinkedPlatformGateway}: one message after the other. */
final class LinkedReconciliationGateway implements ReconciliationGateway {
    private static final String FILE = "statement.zip";

    private final String institution;
    private final LinkedDirectoryGateway.Line line;

    LinkedReconciliationGateway(String institution, LinkedDirectoryGateway.Line line) {
        this.institution = institution;
        this.line = line;
    }

    /** Ends a chain of messages early, with what it came to. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Statement with;

        Ended(Statement with) {
            super(with.getClass().getSimpleName(), null, false, false);
            this.with = with;
        }
    }

    @Override
    public CompletionStage<Statement> compare(
            LocalDate day, ClearingGroup group, StatementTotals totals, Duration deadline) {
        return line.send(Transaction.STATEMENT_TOTALS, StatementMapper.totals(day, group, totals), deadline)
                .<Statement>thenApply(outcome ->
                        StatementMapper.compared(output(outcome, StatementTotalsOutput.class), evidence(outcome)))
                .exceptionally(LinkedReconciliationGateway::ended);
    }

    @Override
    public CompletionStage<Statement> details(
            LocalDate day, ClearingGroup group, StatementTotals totals, List<StatementRow> rows, Duration deadline) {
        Bytes file = StatementFile.handed(rows);
        String digest = Sm3.digest(file.toArray()).hex();
        return upload(file, 0, "", deadline)
                .thenCompose(number -> line.send(
                        Transaction.STATEMENT_DETAILS,
                        StatementMapper.details(day, group, totals, number, digest),
                        deadline))
                .thenApply(
                        outcome -> output(outcome, StatementDetailsOutput.class).fileinfo())
                .thenCompose(offered -> download(offered, new ByteArrayOutputStream(), deadline))
                .<Statement>thenApply(found -> StatementFile.readHeld(found, group))
                .exceptionally(LinkedReconciliationGateway::ended);
    }

    /** @return under which number the platform took the whole file */
    private CompletionStage<String> upload(Bytes file, int at, String number, Duration deadline) {
        int end = Math.min(file.length(), at + StatementMapper.PIECE_BYTES_MAX);
        Bytes piece = Bytes.of(Arrays.copyOfRange(file.toArray(), at, end));
        return line.send(Transaction.UPLOAD, StatementMapper.piece(institution, FILE, number, at, piece), deadline)
                .thenCompose(outcome -> {
                    String taken =
                            output(outcome, UploadOutput.class).fsUploadOut().fileQuryNo();
                    return end == file.length()
                            ? CompletableFuture.completedFuture(taken)
                            : upload(file, end, taken, deadline);
                });
    }

    private CompletionStage<Bytes> download(
            StatementDetailsOutput.File offered, ByteArrayOutputStream taken, Duration deadline) {
        if (offered.byteCnt() < 1 || offered.byteCnt() > StatementFile.PACKED_BYTES_MAX) {
            throw new MessageException("a file that cannot be fetched");
        }
        int at = taken.size();
        if (at == offered.byteCnt()) {
            return CompletableFuture.completedFuture(whole(offered, taken.toByteArray()));
        }
        int length = Math.min(DirectoryGateway.PIECE_BYTES_MAX, offered.byteCnt() - at);
        DownloadInput input = new DownloadInput(
                new DownloadInput.Span(offered.fileQuryNo(), offered.filename(), institution, at, length));
        return line.send(Transaction.DOWNLOAD, input, deadline).thenCompose(outcome -> {
            taken.writeBytes(DirectoryMapper.bytes(output(outcome, DownloadOutput.class), at, length)
                    .toArray());
            return download(offered, taken, deadline);
        });
    }

    private static Bytes whole(StatementDetailsOutput.File offered, byte[] file) {
        if (!offered.digest().equals(StatementMapper.digestText(Sm3.digest(file).hex()))) {
            throw new MessageException("the file is not the one that was offered");
        }
        return Bytes.of(file);
    }

    private static <T> T output(Outcome outcome, Class<T> type) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            throw new Ended(new Statement.Unreachable(((Outcome.Unheard) outcome).reason()));
        }
        if (answered.answer() instanceof Answer.Refused no) {
            throw new Ended(
                    no.mayComeAgain()
                            ? new Statement.Unreachable("the platform asks to come again later")
                            : new Statement.Refused(
                                    no.header().errCode(), no.header().errMsg()));
        }
        Object output = ((Answer.Done) answered.answer()).output();
        if (!type.isInstance(output)) {
            throw new MessageException("it is of another transaction");
        }
        return type.cast(output);
    }

    private static Bytes evidence(Outcome outcome) {
        return ((Outcome.Answered) outcome).signed().encode();
    }

    private static Statement ended(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof Ended early) {
            return early.with;
        }
        return new Statement.Unreachable("malformed answer: " + cause.getMessage());
    }
}
