package org.yibao.settlement;

import java.util.List;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.YearToDate;

/** The platform's signed word on one message, after its signature was verified. */
public sealed interface PlatformAnswer {

    /**
     * A settlement or void was booked. A void's amounts are negative.
     *
     * @param setlId {@code setl_id}
     * @param clearing the group key of reconciliation
     */
    record Booked(
            String setlId,
            Clearing clearing,
            BenefitBreakdown breakdown,
            List<FundShare> funds,
            List<LineSplit> lines,
            YearToDate cumAfter)
            implements PlatformAnswer {
        public Booked {
            funds = List.copyOf(funds);
            lines = List.copyOf(lines);
        }
    }

    /** {@code clr_optins}, {@code clr_way}, {@code clr_type}. */
    record Clearing(String agency, String way, String type) {}

    /** Not booked and never will be under this id. */
    record Refused(String code, String text) implements PlatformAnswer {}

    /** A reversal took effect: what it named is undone if it was held, and barred if it was not. */
    record Reversed(boolean wasHeld) implements PlatformAnswer {}
}
