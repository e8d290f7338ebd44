package org.yibao.acceptance.demo;

/** The morning did not go as it must; the message says where. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    DemoFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static void unless(boolean held, String message) {
        if (!held) {
            throw new DemoFailure(message);
        }
    }
}
