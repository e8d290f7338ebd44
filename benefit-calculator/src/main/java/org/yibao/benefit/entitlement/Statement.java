package org.yibao.benefit.entitlement;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote.Notice;
import org.yibao.benefit.TraceStep;

/**
 * What the tables say of a person; a part that was not asked is null or empty.
 *
 * @param policy all bundles combined, in their order
 * @param trace one step for each credited part
 */
public record Statement(
        @Nullable Credit credit,
        @Nullable Start start,
        @Nullable Contribution contribution,
        List<Use> uses,
        List<PolicyReference> policy,
        List<Notice> notices,
        List<TraceStep> trace)
        implements EntitlementResult {

    public Statement {
        uses = List.copyOf(uses);
        policy = List.copyOf(policy);
        notices = List.copyOf(notices);
        trace = List.copyOf(trace);
    }

    /** The rule that decided, in words, with its law. */
    public record Reason(String rule, String text, String source) {}

    /** @param amount the sum of the parts */
    public record Credit(YearMonth month, Amount amount, List<Part> parts) {
        public Credit {
            parts = List.copyOf(parts);
        }
    }

    public record Part(Amount amount, Reason reason) {}

    /**
     * @param benefitsFrom first day with benefits; null when the tables do not tell
     * @param waits whether a waiting period applies
     * @param missing the parameter with the length of the waiting period that no table gives; null otherwise
     */
    public record Start(
            @Nullable LocalDate benefitsFrom,
            boolean waits,
            @Nullable String missing,
            Reason reason) {}

    /** Months due, paid and short; short is 0 when enough are paid. */
    public record Contribution(int due, int paid, int lacking, Reason reason) {}

    public record Use(Question.Use asked, boolean permitted, Reason reason) {}
}
