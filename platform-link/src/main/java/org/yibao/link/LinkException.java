package org.yibao.link;

/** Root of the faults of the line. Its text is for technicians and never holds personal data. */
public abstract class LinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected LinkException(String message) {
        super(message);
    }

    protected LinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
