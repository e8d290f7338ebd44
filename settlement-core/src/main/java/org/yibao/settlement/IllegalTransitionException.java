package org.yibao.settlement;

/** A step that the life of a settlement does not have; nothing was changed. */
public final class IllegalTransitionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IllegalTransitionException(String message) {
        super(message);
    }
}
