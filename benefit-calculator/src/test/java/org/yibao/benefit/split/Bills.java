package org.yibao.benefit.split;

/** How many random bills the long tests take: 100 000, or what the system property {@code yibao.bills} says. */
public final class Bills {
    public static final int COUNT = Integer.getInteger("yibao.bills", 100_000);

    /** From so many on, a long test asserts that it met every kind of case; mutation testing takes fewer. */
    static final int MEETING_ALL = 10_000;

    private Bills() {}
}
