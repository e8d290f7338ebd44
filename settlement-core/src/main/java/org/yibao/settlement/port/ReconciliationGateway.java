package org.yibao.settlement.port;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;

/**
 * The platform's side of a day. As {@link PlatformGateway}: no stage completes exceptionally, any thread may call it,
 * and what follows a stage must not block. Nothing asked changes anything at the platform.
 */
public interface ReconciliationGateway {
    /**
     * Compares totals (3201).
     *
     * @param group {@link ClearingGroup#ALL} for everything of the day
     * @return {@link Statement.Compared} when the platform did
     */
    CompletionStage<Statement> compare(LocalDate day, ClearingGroup group, StatementTotals totals, Duration deadline);

    /**
     * Hands in the rows of a group and fetches the platform's (9101, 3202, 9102).
     *
     * @param rows at most {@value #ROWS_MAX}
     * @param deadline of each message
     * @return {@link Statement.Rows} when the platform did
     */
    CompletionStage<Statement> details(
            LocalDate day, ClearingGroup group, StatementTotals totals, List<StatementRow> rows, Duration deadline);

    /** More than any counter settles in a day. */
    int ROWS_MAX = 20_000;
}
