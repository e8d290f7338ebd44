package org.yibao.settlement.testing;

import java.util.Map;
import org.yibao.settlement.deadline.TimeLimit;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.deadline.WorkingDays;

/** Time limits for tests that are about something else. */
public final class Deadlines {
    private static final TimeLimit NEXT_DAY = new TimeLimit(1, false, "test");

    /** Everything is due on the day after. */
    public static final TimeLimits USUAL = new TimeLimits(new WorkingDays(Map.of()), NEXT_DAY, NEXT_DAY, 0);

    private Deadlines() {}
}
