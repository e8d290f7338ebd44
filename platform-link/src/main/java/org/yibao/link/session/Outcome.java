package org.yibao.link.session;

import org.yibao.link.frame.SignedJson;
import org.yibao.link.message.Answer;

/** What became of a submission. */
public sealed interface Outcome {
    /** @param signed the verified bytes: evidence */
    record Answered(Answer answer, SignedJson signed) implements Outcome {}

    /** No answer, and why. */
    sealed interface Unheard extends Outcome {
        String reason();
    }

    /** Nothing left. */
    record NotSent(String reason) implements Unheard {}

    /** Nothing left, and nothing ever will: the platform reads no message of these bytes. */
    record Unsendable(String reason) implements Unheard {}

    /** It left; no answer that can be trusted came. */
    record Unknown(String reason) implements Unheard {}
}
