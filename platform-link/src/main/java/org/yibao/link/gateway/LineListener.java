package org.yibao.link.gateway;

import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;

/** What the line tells the terminal around it. Called on the gateway's worker. */
public interface LineListener {
    /**
     * @param address the one in use, or tried last
     * @param reason for a technician; empty when nothing is wrong
     */
    void stateChanged(LineState state, LineAddress address, String reason);

    /** PLATFORM_ANSWER_UNTRUSTED: whoever is at the other end is not the platform, or broke its word. */
    void untrusted(String reason);

    /**
     * The platform signed the journal's end at sign-in.
     *
     * @param evidence the signed answer to 9001
     */
    void countersigned(JournalHead head, Bytes evidence);
}
