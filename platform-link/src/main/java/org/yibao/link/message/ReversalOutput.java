package org.yibao.link.message;

/** Answer to 2601; the national interface has none. */
public record ReversalOutput(Result revsinfo) implements AnswerOutput {
    /** @param held whether the platform held the settlement: undone if it did, barred if it did not */
    public record Result(boolean held) {}
}
