package org.yibao.acceptance.simulation;

/** What goes wrong in a run. */
enum Fault {
    FRAME_LOST(8),
    FRAME_DOUBLED(8),
    FRAME_CHANGED(6),
    FRAME_LATE(15),
    CONNECTION_SWALLOWED(3),
    CONNECTION_TORN(5),
    CONNECTION_REFUSED(150),
    CONNECTION_UNANSWERED(80),
    ANSWER_LOST(40),
    ANSWER_DOUBLED(30),
    ANSWER_LATE(60),
    PLATFORM_KILLED_BEFORE_COMMIT(3),
    PLATFORM_KILLED_AFTER_COMMIT(3),
    /** Of each minute, as the rest. */
    PLATFORM_KILLED(60),
    PLATFORM_ROLLED_BACK(15),
    MOVED_ELSEWHERE(600),
    TERMINAL_KILLED(120),
    CLOCK_JUMPED(60),
    DISK_FULL(60),
    LINE_DOWN(60),
    /** Of each durable step. */
    KILLED_BEFORE_WRITE(2),
    KILLED_BEFORE_SYNC(2),
    KILLED_AFTER_SYNC(2),
    SYNC_FAILED(2),
    /** Of each call of a till. */
    CALL_REPEATED(60),
    TILL_GAVE_UP(200),
    CERTIFICATE_EXPIRED(1_000);

    private final int usualPerThousand;

    Fault(int usualPerThousand) {
        this.usualPerThousand = usualPerThousand;
    }

    /** How often it happens where a seed has it happen as often as usual. */
    int usualPerThousand() {
        return usualPerThousand;
    }
}
