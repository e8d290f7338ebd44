package org.yibao.terminal.command;

import org.yibao.settlement.recalculation.Recalculated;
import org.yibao.settlement.recalculation.RecalculationTotals;

/** Shows what a recalculation finds, as it finds it. */
interface RecalculationReport {
    /** A voucher or a refusal; whatever else a result is, it is only counted. */
    void found(Recalculated result);

    void end(RecalculationTotals totals);
}
