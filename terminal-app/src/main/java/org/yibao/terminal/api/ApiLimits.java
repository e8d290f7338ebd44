package org.yibao.terminal.api;

import java.time.Duration;

/**
 * How much the local API takes at a time.
 *
 * @param connectionsMax open connections; one more is closed at once
 * @param callsMax calls carried out at the same time
 * @param waitingMax calls that wait for their turn; one more is answered TOO_BUSY
 * @param request how long a request may take to arrive whole, from its first byte
 * @param idle how long a connection may be silent between two requests
 */
public record ApiLimits(int connectionsMax, int callsMax, int waitingMax, Duration request, Duration idle) {
    public static final int BODY_MAX_BYTES = 1024 * 1024;
    public static final int HEADERS_MAX_BYTES = 16 * 1024;
    public static final int REQUEST_LINE_MAX_BYTES = 4 * 1024;

    public static final ApiLimits USUAL = new ApiLimits(64, 16, 64, Duration.ofSeconds(10), Duration.ofSeconds(60));
}
