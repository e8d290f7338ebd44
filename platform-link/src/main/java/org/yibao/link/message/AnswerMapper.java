package org.yibao.link.message;

import org.yibao.settlement.PlatformAnswer;

/** The platform's word on a message that moves money. */
public final class AnswerMapper {
    private AnswerMapper() {}

    /** @throws MessageException when the output is of another family, or does not add up */
    public static PlatformAnswer platformAnswer(Answer answer) {
        if (answer instanceof Answer.Done done) {
            if (done.output() instanceof SettleOutput settled) {
                return SettlementMapper.booked(settled);
            }
            if (done.output() instanceof ReversalOutput reversed) {
                return UndoMapper.reversed(reversed);
            }
            throw new MessageException(done.output().getClass().getSimpleName() + " moves no money");
        }
        return new PlatformAnswer.Refused(
                answer.header().errCode(), answer.header().errMsg());
    }
}
