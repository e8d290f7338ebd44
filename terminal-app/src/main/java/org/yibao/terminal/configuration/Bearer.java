package org.yibao.terminal.configuration;

import org.yibao.terminal.text.Sentences;

/**
 * Who bears what the platform's split leaves open with a person, by the counter's own policy. What it says on a slip is
 * that policy, and no judgement on who owes what by law.
 */
public enum Bearer {
    PERSON,
    INSTITUTION,
    /** Decided case by case by an operator, who records it when closing the follow-up. */
    OPERATOR;

    /** One sentence in Chinese. */
    public String sentence() {
        return Sentences.of("bearer." + name());
    }
}
