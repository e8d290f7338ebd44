package org.yibao.link.gateway;

import org.yibao.settlement.Bytes;

/** What came of asking for certificates that follow the present ones. */
public sealed interface RenewalReply {
    /** @param answer DER of an {@link org.yibao.certs.EnrolmentAnswer}, not judged yet */
    record Granted(Bytes answer) implements RenewalReply {}

    /**
     * The platform gives none.
     *
     * @param code stable
     * @param text the platform's sentence
     */
    record Refused(String code, String text) implements RenewalReply {}

    /** Nobody knows: the same may be asked again. */
    record Unreachable(String reason) implements RenewalReply {}
}
