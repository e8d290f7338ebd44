package org.yibao.acceptance.simulation;

import java.util.function.Supplier;

/** Something that must hold in every run does not. */
final class BrokenInvariant extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenInvariant(String what) {
        super(what);
    }

    BrokenInvariant(String what, Throwable cause) {
        super(what + ": " + cause, cause);
    }

    static void unless(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw new BrokenInvariant(what.get());
        }
    }
}
