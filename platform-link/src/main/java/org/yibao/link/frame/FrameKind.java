package org.yibao.link.frame;

import java.util.Arrays;
import java.util.Optional;

/** What a frame is. The number stands in the frame. */
public enum FrameKind {
    HELLO(1),
    WELCOME(2),
    REQUEST(3),
    ANSWER(4),
    PING(5),
    PONG(6),
    CLOSE(7),
    ENROL(8),
    ENROLLED(9);

    private final int number;

    FrameKind(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<FrameKind> of(int number) {
        return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }
}
