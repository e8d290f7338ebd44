package org.yibao.terminal.log;

import java.util.logging.LogManager;

/** Keeps logging while the terminal stops: the platform's own log manager ends with the first shutdown hook. */
public final class KeptLogManager extends LogManager {
    /** Called by the platform, by name. */
    public KeptLogManager() {}

    /** Does nothing: what is logged while the parts close must still be seen. */
    @Override
    public void reset() {}
}
