package org.yibao.settlement.service;

import java.util.function.Predicate;
import org.yibao.settlement.reconciliation.DayStanding;
import org.yibao.settlement.reconciliation.Difference;

/** How a reconciliation or a repair came out. */
public sealed interface DayOutcome {
    /** @param waits whether a message of a difference's settlement waits in the queue */
    record Standing(DayStanding day, Predicate<Difference> waits) implements DayOutcome {}

    record Failed(Fault fault) implements DayOutcome {}
}
