package org.yibao.certs;

import java.security.SecureRandom;

/** The operating system's random source, shared: {@link SecureRandom} is safe for use from several threads. */
final class Randomness {
    private static final SecureRandom SOURCE = new SecureRandom();

    private Randomness() {}

    static SecureRandom source() {
        return SOURCE;
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        SOURCE.nextBytes(bytes);
        return bytes;
    }
}
