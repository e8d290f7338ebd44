package org.yibao.platform.directory;

import java.util.List;

/** What cannot be published, with all its faults, one a line. */
public final class PublicationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PublicationException(List<String> faults) {
        super(String.join("\n", faults));
    }

    PublicationException(String fault) {
        super(fault);
    }

    PublicationException(String fault, Throwable cause) {
        super(fault, cause);
    }
}
