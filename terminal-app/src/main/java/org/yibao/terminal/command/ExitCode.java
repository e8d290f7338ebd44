package org.yibao.terminal.command;

/** What a command's exit code says; the service manager may rely on them. */
public final class ExitCode {
    public static final int OK = 0;
    /** The call or the configuration was wrong. */
    public static final int WRONG_CALL = 2;
    /** At least one request was refused, the journal is broken, or a recalculation found something to act on. */
    public static final int REFUSED = 3;
    /** The store is open in another process. */
    public static final int STORE_IN_USE = 4;
    /** The terminal cannot start; starting again without a change will not help. */
    public static final int CANNOT_START = 5;
    /** The platform was not reached, or did not answer; the same call again may help. */
    public static final int NOT_REACHED = 6;
    /** A fault of the program. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
