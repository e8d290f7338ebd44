package org.yibao.store;

import java.nio.file.Path;
import org.yibao.settlement.port.StoreException;

/** Another process, or another part of this one, has the store open; nothing was touched. */
public final class StoreInUseException extends StoreException {
    private static final long serialVersionUID = 1L;

    StoreInUseException(Path file) {
        super("the store is in use: " + file.getFileName());
    }
}
