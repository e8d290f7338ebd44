package org.yibao.link.enrolment;

import org.yibao.link.LinkException;

/** A terminal is not enrolled. The message goes to whoever asked: no more than a guesser may know. */
public final class EnrolmentRefusedException extends LinkException {
    private static final long serialVersionUID = 1L;

    public EnrolmentRefusedException(String message) {
        super(message);
    }
}
