package org.yibao.link.server;

import java.time.Duration;

/**
 * @param window requests one terminal may have in flight
 * @param frameBytesMax longest frame body read, in bytes
 * @param helloWithin how long TLS may take, and then the HELLO
 * @param silenceMax how long a terminal may take for its next whole frame
 */
public record PlatformLimits(int window, int frameBytesMax, Duration helloWithin, Duration silenceMax) {
    public static final PlatformLimits USUAL =
            new PlatformLimits(32, 1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(90));
}
