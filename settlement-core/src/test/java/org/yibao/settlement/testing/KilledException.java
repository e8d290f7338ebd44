package org.yibao.settlement.testing;

/** The process ends here: nobody may catch this but whoever runs processes, and nothing more of it is heard of. */
public final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KilledException() {
        super("the process was killed");
    }
}
