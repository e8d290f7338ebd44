package org.yibao.link.gateway;

import org.yibao.link.session.LineAddress;
import org.yibao.link.session.LineState;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.JournalHead;
import org.yibao.settlement.clock.PlatformTime;

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
     * JOURNAL_FORKED: the platform does not take this journal for the one it knows. Nothing may be settled until the
     * line is {@link LineState#ONLINE} again.
     *
     * @param reason the platform's words
     */
    void quarantined(String reason);

    /**
     * The platform signed a head of the journal.
     *
     * @param evidence the signed answer to 9001 or 9912 and who signed it: {@link org.yibao.link.frame.Evidence}
     * @param time what it says of the platform's clock
     */
    void countersigned(JournalHead head, Bytes evidence, PlatformTime time);
}
