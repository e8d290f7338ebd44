package org.yibao.link.message;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.port.PlatformGateway.Statement;

/** Inquiries (5203): of a settlement or void after itself, of a reversal after what it names. */
public final class InquiryMapper {
    private InquiryMapper() {}

    /**
     * What an inquiry asks for.
     *
     * @param digest of the content that the terminal knows under this id; empty for a reversal made before it named one
     */
    public record Question(String omsgid, Optional<String> digest, boolean ofReversal) {
        public InquiryInput input() {
            return new InquiryInput(new InquiryInput.Target(omsgid));
        }
    }

    /**
     * @param digest {@code sm3:} digest of the message's JSON bytes
     * @throws MessageException when the message is none of ours
     */
    public static Question about(Bytes json, String digest) {
        Request request = Request.decode(json);
        if (request.input() instanceof ReversalInput reversal) {
            return new Question(
                    reversal.data().omsgid(),
                    Optional.ofNullable(reversal.data().odigest()),
                    true);
        }
        return new Question(request.id().value(), Optional.of(digest), false);
    }

    /**
     * @param evidence the signed statement
     * @throws MessageException when the output answers something else, or does not add up
     */
    public static Statement statement(Question asked, InquiryOutput output, Bytes evidence) {
        InquiryOutput.Statement said = output.stmtinfo();
        if (!said.omsgid().equals(asked.omsgid())) {
            throw new MessageException("the statement is of another message");
        }
        Optional<String> other = Optional.ofNullable(said.odigest())
                .filter(held ->
                        asked.digest().filter(ours -> !ours.equals(held)).isPresent());
        // What is barred is never booked, whatever came under the id.
        if (other.isPresent() && said.standing() != InquiryOutput.Standing.BARRED) {
            return new Statement.OtherContent(other.get());
        }
        return asked.ofReversal() ? ofReversal(said, evidence) : ofItself(output, evidence);
    }

    private static Statement ofReversal(InquiryOutput.Statement said, Bytes evidence) {
        return switch (said.standing()) {
            case REVERSED -> new Statement.Decided(new PlatformAnswer.Reversed(true), evidence);
            case BARRED -> new Statement.Decided(new PlatformAnswer.Reversed(false), evidence);
            case UNKNOWN, BOOKED, REFUSED, VOIDED, NO_SETTLEMENT -> new Statement.Undecided();
        };
    }

    private static Statement ofItself(InquiryOutput output, Bytes evidence) {
        InquiryOutput.Statement said = output.stmtinfo();
        return switch (said.standing()) {
            case UNKNOWN, NO_SETTLEMENT -> new Statement.Undecided();
            case BOOKED, VOIDED -> new Statement.Decided(booked(output), evidence);
            case REFUSED, REVERSED, BARRED ->
                new Statement.Decided(
                        new PlatformAnswer.Refused(text(said.oerrCode()), text(said.oerrMsg())), evidence);
        };
    }

    private static PlatformAnswer.Booked booked(InquiryOutput output) {
        SettleOutput settled = output.settled();
        if (settled == null || output.stmtinfo().odigest() == null) {
            throw new MessageException("booked, and nothing that was");
        }
        return SettlementMapper.booked(settled);
    }

    private static String text(@Nullable String told) {
        if (told == null) {
            throw new MessageException("refused, and not why");
        }
        return told;
    }
}
