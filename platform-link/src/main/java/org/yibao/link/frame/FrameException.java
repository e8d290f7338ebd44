package org.yibao.link.frame;

import org.yibao.link.LinkException;

/** Bytes from the other side that are no frame. The connection cannot go on: it is closed with {@link #code()}. */
public final class FrameException extends LinkException {
    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    public FrameException(CloseCode code, String message) {
        super(message);
        this.code = code;
    }

    public CloseCode code() {
        return code;
    }

    /** A frame that has no place where it came. */
    public static FrameException unexpected(Frame frame) {
        return new FrameException(CloseCode.FRAME_UNEXPECTED, frame.kind() + " is not expected here");
    }
}
