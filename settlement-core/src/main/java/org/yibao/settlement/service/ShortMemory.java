package org.yibao.settlement.service;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps what a counter is busy with for a short while, under names nobody can guess; the oldest goes when it is
 * full. Lost at a restart: what counts is in the store. Any thread may call it.
 */
final class ShortMemory<T> {
    private final int entriesMax;
    private final Duration life;
    private final Supplier<String> names;
    private final Map<String, Kept<T>> entries = new LinkedHashMap<>();

    private record Kept<T>(T value, Instant expires) {}

    /** @param names each call gives another unguessable name */
    ShortMemory(int entriesMax, Duration life, Supplier<String> names) {
        this.entriesMax = entriesMax;
        this.life = life;
        this.names = names;
    }

    synchronized String keep(T value, Instant now) {
        if (entries.size() >= entriesMax) {
            entries.remove(entries.keySet().iterator().next());
        }
        String name = names.get();
        entries.put(name, new Kept<>(value, expiryFrom(now)));
        return name;
    }

    Instant expiryFrom(Instant now) {
        return now.plus(life);
    }

    synchronized Optional<T> find(String name, Instant now) {
        Kept<T> kept = entries.get(name);
        if (kept == null || !now.isBefore(kept.expires())) {
            entries.remove(name);
            return Optional.empty();
        }
        return Optional.of(kept.value());
    }
}
