package org.yibao.link.frame;

import java.util.Arrays;
import java.util.Optional;

/** Why a side closes the connection. The number stands in the CLOSE frame. */
public enum CloseCode {
    /** The session is over; nothing is wrong. */
    NORMAL(0),
    /** A protocol version that this side does not speak. */
    VERSION_UNSUPPORTED(1),
    /** A frame longer than the limit. */
    FRAME_TOO_LONG(2),
    /** A frame whose bytes contradict each other. */
    FRAME_MALFORMED(3),
    /** A frame that has no place in this state of the connection. */
    FRAME_UNEXPECTED(4),
    /** More requests in flight than the window allows. */
    WINDOW_EXCEEDED(5),
    /** The signing certificate chain is not trusted, or not at this time, or not for this use. */
    SIGNER_UNTRUSTED(6),
    /** A signature that does not belong to the message, or names another certificate. */
    SIGNATURE_BROKEN(7),
    /** Line certificate, signing certificate and envelope name different terminals. */
    NAME_MISMATCH(8),
    /** An answer that is not bound to the request it answers. */
    ANSWER_MISMATCH(9),
    /** A message whose JSON cannot be read. */
    MESSAGE_MALFORMED(10),
    /** Nothing was heard for too long. */
    SILENCE(11),
    /** This side is going down or takes no connections; try again later. */
    UNAVAILABLE(12),
    /** Too many frames that bring nothing. */
    FLOOD(13),
    /** No terminal is enrolled by this code and request. */
    ENROLMENT_REFUSED(14),
    /** A newer connection of the same terminal took this one's place. */
    REPLACED(15);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<CloseCode> of(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }
}
