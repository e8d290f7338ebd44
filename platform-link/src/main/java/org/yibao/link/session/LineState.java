package org.yibao.link.session;

/** Where the line stands. */
public enum LineState {
    /** Waiting before the next try. */
    OFFLINE,
    /** TCP and TLS. */
    CONNECTING,
    /** HELLO is out. */
    NEGOTIATING,
    /** 9001, or a 9912 that completes its proof, is being made or out. */
    SIGNING_IN,
    /** Signed in: requests go. */
    ONLINE,
    /** The platform holds the journal for forked: requests go, and the sign-in is tried again in a while. */
    QUARANTINED,
    /** Going down: answers in flight are awaited, then 9002 goes. */
    CLOSING,
    /** Down for good. */
    STOPPED
}
