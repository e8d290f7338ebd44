package org.yibao.link.session;

import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;

/** What became of a submission. */
public sealed interface Outcome {
    /** @param signed the verified bytes: evidence */
    record Answered(Answer answer, SignedJson signed) implements Outcome {}

    /** Nothing left. */
    record NotSent(String reason) implements Outcome {}

    /** It left; no answer that can be trusted came. */
    record Unknown(String reason) implements Outcome {}
}
