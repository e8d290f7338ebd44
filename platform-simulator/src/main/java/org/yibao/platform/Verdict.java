package org.yibao.platform;

import org.yibao.link.message.AnswerOutput;

/** What the platform decided on a message. */
sealed interface Verdict {
    /** It took effect. */
    record Done(AnswerOutput output) implements Verdict {}

    /** It changed nothing, and is worked out anew when it comes again. */
    record Told(AnswerOutput output) implements Verdict {}

    /** It did not, and never will under this id. */
    record Refused(String code, String text) implements Verdict {}

    /** Nothing is decided: it may come again, and is judged then. */
    record Postponed(String code, String text) implements Verdict {}
}
