package org.yibao.terminal.log;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets the log up; called first of all, before anything logs. */
public final class TerminalLog {
    private static final String MANAGER = "java.util.logging.manager";
    private static final String OWN = "org.yibao";

    // The log manager holds loggers weakly; a level set on one that is collected is lost.
    private static final Logger PRODUCT = own();

    private TerminalLog() {}

    private static Logger own() {
        System.setProperty(MANAGER, KeptLogManager.class.getName());
        return Logger.getLogger(OWN);
    }

    /** The product from INFO on, its libraries from WARNING on, to standard error. */
    public static void install() {
        PRODUCT.setLevel(Level.INFO);
        Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(new MaskedFormatter(ZoneId.systemDefault()));
        try {
            console.setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("UTF-8 is always there", impossible);
        }
        root.addHandler(console);
        root.setLevel(Level.WARNING);
    }
}
