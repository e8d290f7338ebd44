package org.yibao.acceptance.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** The clock of a terminal's machine: it goes on when a process ends, and can be set wrong. */
final class MachineClock extends Clock {
    private final InstantSource time;
    private Duration off = Duration.ZERO;

    MachineClock(InstantSource time) {
        this.time = time;
    }

    void setOff(Duration by) {
        off = by;
    }

    @Override
    public Instant instant() {
        return time.instant().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return Site.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalStateException("a counter has one zone");
    }

    /** Begins at what this clock says now, and only passes. */
    InstantSource steady() {
        Duration ahead = off;
        return () -> time.instant().plus(ahead);
    }
}
