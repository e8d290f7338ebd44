package org.yibao.terminal.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Stands still until it is told where to go. */
final class DayClock extends Clock {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");

    private Instant now;

    DayClock(LocalDate day) {
        go(day, LocalTime.of(9, 0));
    }

    void go(LocalDate day, LocalTime time) {
        now = day.atTime(time).atZone(BEIJING).toInstant();
    }

    @Override
    public ZoneId getZone() {
        return BEIJING;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalStateException("the counter has one zone");
    }

    @Override
    public Instant instant() {
        return now;
    }
}
