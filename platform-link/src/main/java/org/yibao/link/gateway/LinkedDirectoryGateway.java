package org.yibao.link.gateway;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.yibao.link.message.Answer;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.DirectoryOutput;
import org.yibao.link.message.DownloadOutput;
import org.yibao.link.message.MessageException;
import org.yibao.link.message.RequestInput;
import org.yibao.link.message.Transaction;
import org.yibao.link.session.Outcome;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;

/** The directory over the session of a {@link LinkedPlatformGateway}: an answer that is not to the question is none. */
final class LinkedDirectoryGateway implements DirectoryGateway {
    private final String institution;
    private final Line line;

    /** @param institution that asks */
    LinkedDirectoryGateway(String institution, Line line) {
        this.institution = institution;
        this.line = line;
    }

    /** Makes a message of the terminal's own and sends it. */
    interface Line {
        CompletionStage<Outcome> send(Transaction transaction, RequestInput input, Duration deadline);
    }

    @Override
    public CompletionStage<Offer> ask(DirectoryPart part, String version, Duration deadline) {
        return line.send(DirectoryMapper.asks(part), DirectoryMapper.query(version), deadline)
                .thenApply(outcome -> heard(
                        outcome,
                        answer -> offer(part, version, answer),
                        refused -> new Offer.Refused(
                                refused.header().errCode(), refused.header().errMsg()),
                        Offer.Unreachable::new));
    }

    private static Offer offer(DirectoryPart part, String version, Answer.Done answer) {
        if (answer.output() instanceof DirectoryOutput output) {
            return DirectoryMapper.offer(part, version, output);
        }
        throw new MessageException("it is of another transaction");
    }

    @Override
    public CompletionStage<Piece> fetch(DirectoryOffer offer, long position, int length, Duration deadline) {
        return line.send(Transaction.DOWNLOAD, DirectoryMapper.download(offer, institution, position, length), deadline)
                .thenApply(outcome -> heard(
                        outcome,
                        answer -> piece(answer, position, length),
                        refused -> new Piece.Refused(
                                refused.header().errCode(), refused.header().errMsg()),
                        Piece.Unreachable::new));
    }

    private static Piece piece(Answer.Done answer, long position, int length) {
        if (answer.output() instanceof DownloadOutput output) {
            return new Piece.Came(DirectoryMapper.bytes(output, position, length));
        }
        throw new MessageException("it is of another transaction");
    }

    private static <T> T heard(
            Outcome outcome,
            Function<Answer.Done, T> done,
            Function<Answer.Refused, T> refused,
            Function<String, T> unreachable) {
        if (outcome instanceof Outcome.Unheard unheard) {
            return unreachable.apply(unheard.reason());
        }
        Answer answer = ((Outcome.Answered) outcome).answer();
        if (answer instanceof Answer.Refused no) {
            return no.mayComeAgain() ? unreachable.apply("the platform asks to come again later") : refused.apply(no);
        }
        try {
            return done.apply((Answer.Done) answer);
        } catch (MessageException malformed) {
            return unreachable.apply("malformed answer: " + malformed.getMessage());
        }
    }
}
