package org.yibao.benefit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A split, and why it is so.
 *
 * @param cumAfter every accumulator the applied layers read or wrote, after this visit
 * @param policy all bundles combined, in their order
 * @param trace one step a row, in order
 */
public record Quote(
        BenefitBreakdown breakdown,
        List<FundShare> funds,
        List<LineSplit> lines,
        YearToDate cumAfter,
        List<PolicyReference> policy,
        List<Notice> notices,
        List<TraceStep> trace)
        implements QuoteResult {

    public Quote {
        funds = List.copyOf(funds);
        lines = List.copyOf(lines);
        policy = List.copyOf(policy);
        notices = List.copyOf(notices);
        trace = List.copyOf(trace);
    }

    /** The same answer with another trace. */
    public Quote withTrace(List<TraceStep> steps) {
        return new Quote(breakdown, funds, lines, cumAfter, policy, notices, steps);
    }

    /** @param code such as DEMO_PARAMETER */
    public record Notice(String code, String text) {
        /** What must be said when parameters of bundles of some status were read. */
        public static List<Notice> ofRead(Predicate<PolicyReference.Status> read) {
            List<Notice> notices = new ArrayList<>();
            if (read.test(PolicyReference.Status.DEMO)) {
                notices.add(new Notice("DEMO_PARAMETER", Texts.of("notice.demo")));
            }
            if (read.test(PolicyReference.Status.DRAFT)) {
                notices.add(new Notice("DRAFT_PARAMETER", Texts.of("notice.draft")));
            }
            return notices;
        }
    }
}
