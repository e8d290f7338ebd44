package org.yibao.terminal.command;

import org.yibao.terminal.text.Sentences;

/** Why a terminal was not enrolled. The name of the constant is the code that technicians see. */
enum EnrolmentFault {
    ENROLMENT_CODE_MISTYPED(ExitCode.WRONG_CALL),
    ENROLMENT_CODE_REFUSED(ExitCode.REFUSED),
    ENROLMENT_AUTHORITY_UNUSABLE(ExitCode.WRONG_CALL),
    /** Nothing was said to it. */
    ENROLMENT_PLATFORM_UNTRUSTED(ExitCode.REFUSED),
    /** Nothing was said. */
    ENROLMENT_PLATFORM_UNREACHED(ExitCode.NOT_REACHED),
    /** It may have been granted: a repeat gets that answer. */
    ENROLMENT_UNANSWERED(ExitCode.NOT_REACHED),
    ENROLMENT_ANSWER_UNUSABLE(ExitCode.REFUSED),
    ENROLMENT_OTHER_TERMINAL(ExitCode.REFUSED);

    private final int exit;

    EnrolmentFault(int exit) {
        this.exit = exit;
    }

    int exit() {
        return exit;
    }

    /** What is wrong and what to do about it, in Chinese. */
    String sentence() {
        return Sentences.of("enrolment." + name());
    }
}
