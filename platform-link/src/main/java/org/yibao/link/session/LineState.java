package org.yibao.link.session;

/** Where the line stands. */
public enum LineState {
    /** Waiting before the next try. */
    OFFLINE,
    /** TCP and TLS. */
    CONNECTING,
    /** HELLO is out. */
    NEGOTIATING,
    /** 9001 is being made or out. */
    SIGNING_IN,
    /** Signed in: requests go. */
    ONLINE,
    /** Going down: answers in flight are awaited, then 9002 goes. */
    CLOSING,
    /** Down for good. */
    STOPPED
}
