package org.yibao.link.enrolment;

import org.yibao.settlement.Bytes;

/** How asking a platform to enrol this terminal ended. */
public sealed interface EnrolmentOutcome {
    /** @param answer DER of an {@link org.yibao.certs.EnrolmentAnswer}, not read yet */
    record Enrolled(Bytes answer) implements EnrolmentOutcome {}

    /** The platform does not enrol by this code and request. */
    record Refused(String reason) implements EnrolmentOutcome {}

    /** Whoever answered is not the platform: nothing was said to it. */
    record Impostor(String reason) implements EnrolmentOutcome {}

    /** There was no connection to the platform: nothing was said. */
    record Unreached(String reason) implements EnrolmentOutcome {}

    /** The request left and no answer came: the platform may have granted it, and a repeat gets that answer. */
    record Unanswered(String reason) implements EnrolmentOutcome {}
}
