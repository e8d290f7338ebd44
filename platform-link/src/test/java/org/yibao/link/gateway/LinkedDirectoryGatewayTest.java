package org.yibao.link.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.yibao.link.Samples;
import org.yibao.link.TestIdentities;
import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;
import org.yibao.link.message.AnswerHeader;
import org.yibao.link.message.AnswerOutput;
import org.yibao.link.message.DirectoryMapper;
import org.yibao.link.message.RequestHeader;
import org.yibao.link.message.Transaction;
import org.yibao.link.session.Outcome;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.directory.DirectoryOffer;
import org.yibao.settlement.directory.DirectoryPart;
import org.yibao.settlement.port.DirectoryGateway;
import org.yibao.settlement.port.DirectoryGateway.Offer;
import org.yibao.settlement.port.DirectoryGateway.Piece;

/** What becomes of answers that a signed-in platform gives to other questions than were asked. */
class LinkedDirectoryGatewayTest {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final DirectoryOffer OFFER =
            new DirectoryOffer(DirectoryPart.TRUST, "9923-7", "trust.zip", "7", 1, 100, "0f".repeat(32));

    private static DirectoryGateway hearing(Function<RequestHeader, Outcome> platform) {
        return new LinkedDirectoryGateway(
                "P37010200001",
                (transaction, input, deadline) ->
                        CompletableFuture.completedFuture(platform.apply(header(transaction))));
    }

    private static RequestHeader header(Transaction transaction) {
        RequestHeader.Sender sender = new RequestHeader.Sender(Samples.pharmacy(), Samples.OPERATOR, "", "S-1");
        return RequestHeader.of(transaction, Samples.id(Samples.pharmacy(), 1), sender, Samples.COUNTER_TIME);
    }

    private static Outcome answered(Answer answer) {
        SignedJson signed = new SignedJson(answer.encode(), Bytes.of(new byte[32]), Bytes.of(new byte[64]));
        return new Outcome.Answered(answer, signed);
    }

    private static DirectoryGateway answering(AnswerOutput output) {
        return hearing(request -> answered(
                new Answer.Done(AnswerHeader.done(request, "", TestIdentities.NOW, TestIdentities.NOW), output)));
    }

    private static DirectoryGateway refusing(String code) {
        return hearing(request -> answered(new Answer.Refused(
                AnswerHeader.refused(request, "", TestIdentities.NOW, TestIdentities.NOW, code, "不予受理"))));
    }

    private static Offer asked(DirectoryGateway gateway) {
        return gateway.ask(DirectoryPart.TRUST, "6", DEADLINE)
                .toCompletableFuture()
                .join();
    }

    private static Piece fetched(DirectoryGateway gateway) {
        return gateway.fetch(OFFER, 10, 3, DEADLINE).toCompletableFuture().join();
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersToTheQuestionArePassedOn() {
        assertEquals(new Offer.Newer(OFFER), asked(answering(DirectoryMapper.newer(OFFER, Samples.COUNTER_TIME))));
        assertEquals(new Offer.Same(), asked(answering(DirectoryMapper.same("6"))));
        assertEquals(new Piece.Came(bytes("abc")), fetched(answering(DirectoryMapper.piece(10, bytes("abc")))));
    }

    @Test
    void bytesOfAnotherPlaceOrLengthAreNoPiece() {
        malformed(fetched(answering(DirectoryMapper.piece(11, bytes("abc")))));
        malformed(fetched(answering(DirectoryMapper.piece(10, bytes("ab")))));
        malformed(fetched(answering(DirectoryMapper.piece(10, bytes("abcd")))));
        malformed(fetched(answering(DirectoryMapper.same("6"))));
    }

    @Test
    void offersOfWhatIsAtHandOrOfNoQuestionAreNone() {
        DirectoryOffer atHand =
                new DirectoryOffer(DirectoryPart.TRUST, "9923-6", "trust.zip", "6", 1, 100, "0f".repeat(32));
        malformed(asked(answering(DirectoryMapper.newer(atHand, Samples.COUNTER_TIME))));
        malformed(asked(answering(DirectoryMapper.same("5"))));
        malformed(asked(answering(DirectoryMapper.piece(0, bytes("abc")))));
    }

    private static void malformed(Piece piece) {
        String reason = assertInstanceOf(Piece.Unreachable.class, piece).reason();
        assertTrue(reason.startsWith("malformed answer: "), reason);
    }

    private static void malformed(Offer offer) {
        String reason = assertInstanceOf(Offer.Unreachable.class, offer).reason();
        assertTrue(reason.startsWith("malformed answer: "), reason);
    }

    @Test
    void refusalKeepsItsCodeUnlessNothingIsDecided() {
        assertEquals(new Offer.Refused("NOT_PUBLISHED", "不予受理"), asked(refusing("NOT_PUBLISHED")));
        assertEquals(new Piece.Refused("FILE_GONE", "不予受理"), fetched(refusing("FILE_GONE")));
        assertInstanceOf(Offer.Unreachable.class, asked(refusing("TRY_LATER")));
        assertInstanceOf(Piece.Unreachable.class, fetched(refusing("TRY_LATER")));
    }

    @Test
    void whatIsNotAnsweredIsUnreachable() {
        assertEquals(new Offer.Unreachable("offline"), asked(hearing(request -> new Outcome.NotSent("offline"))));
        assertEquals(new Piece.Unreachable("cut"), fetched(hearing(request -> new Outcome.Unknown("cut"))));
    }
}
