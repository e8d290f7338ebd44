package org.yibao.settlement.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ShortMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

    private final AtomicInteger names = new AtomicInteger();
    private final ShortMemory<String> memory =
            new ShortMemory<>(2, Duration.ofMinutes(1), () -> "n" + names.incrementAndGet());

    @Test
    void whatIsKeptIsFoundUntilItExpires() {
        String name = memory.keep("x", NOW);
        assertEquals(Optional.of("x"), memory.find(name, NOW.plusSeconds(59)));
        assertEquals(Optional.empty(), memory.find(name, NOW.plusSeconds(60)));
    }

    @Test
    void theOldestGoesWhenItIsFull() {
        String first = memory.keep("1", NOW);
        String second = memory.keep("2", NOW);
        String third = memory.keep("3", NOW);
        assertEquals(Optional.empty(), memory.find(first, NOW));
        assertEquals(Optional.of("2"), memory.find(second, NOW));
        assertEquals(Optional.of("3"), memory.find(third, NOW));
    }
}
