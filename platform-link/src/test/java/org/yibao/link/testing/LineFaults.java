package org.yibao.link.testing;

import java.util.random.RandomGenerator;

/** What a line does wrong next. */
public interface LineFaults {
    /** Whether this happens now. */
    boolean strikes(LineFault fault);

    /** Draws how and when. */
    RandomGenerator random();
}
