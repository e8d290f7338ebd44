package org.yibao.settlement.reconciliation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One reconciliation of a day, as a state machine: it says what to ask, takes the answer, and in the end knows how
 * every group came out. First all groups together, whose answer names those in which only the platform holds rows;
 * then each by its totals, and one that differs by its rows. Nothing asked changes anything at the platform, so that
 * one that broke off is simply begun again.
 *
 * <p>Not safe for several threads.
 */
public final class Reconciliation {
    private final List<StatementRow> rows;
    private final Deque<Ask> asks = new ArrayDeque<>();
    private final List<GroupOutcome> outcomes = new ArrayList<>();
    private final List<StatementRow> compared = new ArrayList<>();
    private final List<StatementRow> there = new ArrayList<>();

    /** What to ask next. */
    public sealed interface Ask {
        ClearingGroup group();

        StatementTotals totals();

        /** 3201. */
        record Totals(ClearingGroup group, StatementTotals totals) implements Ask {}

        /** 9101, 3202 and the file that it answers with; after the totals differed. */
        record Details(ClearingGroup group, StatementTotals totals, List<StatementRow> rows, Statement.Compared said)
                implements Ask {}
    }

    /** @param rows the terminal's, no message twice */
    public Reconciliation(List<StatementRow> rows) {
        this.rows = List.copyOf(rows);
        asks.add(new Ask.Totals(ClearingGroup.ALL, StatementTotals.of(this.rows)));
    }

    /** Empty when every group came out. */
    public Optional<Ask> next() {
        return Optional.ofNullable(asks.peek());
    }

    /**
     * Takes the answer to {@link #next}.
     *
     * @return false when it broke off: nothing of it counts
     */
    public boolean heard(Statement answer) {
        Ask asked = asks.remove();
        if (answer instanceof Statement.Unreachable) {
            return false;
        }
        boolean rows = answer instanceof Statement.Rows;
        if (!(answer instanceof Statement.Refused) && rows != (asked instanceof Ask.Details)) {
            throw new IllegalArgumentException("no answer to what was asked of " + asked.group());
        }
        if (asked.group().equals(ClearingGroup.ALL)) {
            heardOfAll(answer);
        } else if (asked instanceof Ask.Totals totals) {
            heardTotals(totals, answer);
        } else {
            heardDetails((Ask.Details) asked, answer);
        }
        return true;
    }

    /** Whatever the platform says of all together, each group is compared: two differences may add up to nothing. */
    private void heardOfAll(Statement answer) {
        TreeSet<ClearingGroup> groups = new TreeSet<>();
        rows.forEach(row -> groups.add(row.group()));
        Ask asked = new Ask.Totals(ClearingGroup.ALL, StatementTotals.of(rows));
        if (answer instanceof Statement.Compared said) {
            groups.addAll(said.groups());
            outcomes.add(outcome(asked, standing(said), said, 0));
        } else if (answer instanceof Statement.Refused refused) {
            outcomes.add(refused(asked, refused));
        }
        groups.forEach(group -> asks.add(new Ask.Totals(group, StatementTotals.of(of(group)))));
    }

    private static GroupOutcome.Standing standing(Statement.Compared said) {
        return said.equal() ? GroupOutcome.Standing.EQUAL : GroupOutcome.Standing.DIFFERENT;
    }

    private List<StatementRow> of(ClearingGroup group) {
        return rows.stream().filter(row -> row.group().equals(group)).toList();
    }

    private void heardTotals(Ask.Totals asked, Statement answer) {
        if (answer instanceof Statement.Refused refused) {
            outcomes.add(refused(asked, refused));
        } else if (answer instanceof Statement.Compared said && said.equal()) {
            outcomes.add(outcome(asked, GroupOutcome.Standing.EQUAL, said, 0));
        } else if (answer instanceof Statement.Compared said) {
            asks.addFirst(new Ask.Details(asked.group(), asked.totals(), of(asked.group()), said));
        }
    }

    private void heardDetails(Ask.Details asked, Statement answer) {
        if (answer instanceof Statement.Rows found) {
            outcomes.add(outcome(asked, GroupOutcome.Standing.DIFFERENT, asked.said(), found.odd()));
            compared.addAll(asked.rows());
            there.addAll(found.rows());
        } else if (answer instanceof Statement.Refused refused) {
            outcomes.add(refused(asked, refused));
        }
    }

    private static GroupOutcome refused(Ask asked, Statement.Refused refused) {
        return new GroupOutcome(
                asked.group(), asked.totals(), GroupOutcome.Standing.REFUSED, refused.code(), refused.text(), 0, null);
    }

    private static GroupOutcome outcome(Ask asked, GroupOutcome.Standing standing, Statement.Compared said, int odd) {
        return new GroupOutcome(
                asked.group(), asked.totals(), standing, said.code(), said.text(), odd, said.evidence());
    }

    /** All groups together first, then in the order of the groups. */
    public List<GroupOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Across groups, so that a row that only changed its group is one difference. */
    public List<Difference> differences() {
        return Comparison.of(compared, there);
    }
}
