package org.yibao.settlement.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.TerminalProfile;
import org.yibao.settlement.port.ReconciliationGateway;
import org.yibao.settlement.port.RepairEncoder;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;

/** The platform's side of a day, as a test wants it: rows that it compares honestly, and a line that can be cut. */
public final class ScriptedDay implements ReconciliationGateway, RepairEncoder {
    private final List<StatementRow> there = new ArrayList<>();
    private int answersLeft = Integer.MAX_VALUE;

    /** What the platform holds from here on. */
    public synchronized void holds(List<StatementRow> rows) {
        there.clear();
        there.addAll(rows);
    }

    /** The line breaks after so many answers. */
    public synchronized void answersOnly(int answers) {
        answersLeft = answers;
    }

    @Override
    public synchronized CompletionStage<Statement> compare(
            LocalDate day, ClearingGroup group, StatementTotals totals, Duration deadline) {
        Set<ClearingGroup> groups = new TreeSet<>();
        there.forEach(row -> groups.add(row.group()));
        StatementTotals held = StatementTotals.of(of(group));
        boolean equal = held.count() == totals.count()
                && held.medfee().equals(totals.medfee())
                && held.fund().equals(totals.fund())
                && held.account().equals(totals.account());
        return said(new Statement.Compared(equal, equal ? "0" : "1", "", groups, Sales.evidence("totals")));
    }

    @Override
    public synchronized CompletionStage<Statement> details(
            LocalDate day, ClearingGroup group, StatementTotals totals, List<StatementRow> rows, Duration deadline) {
        return said(new Statement.Rows(of(group), 0));
    }

    private List<StatementRow> of(ClearingGroup group) {
        return group.equals(ClearingGroup.ALL)
                ? List.copyOf(there)
                : there.stream().filter(row -> row.group().equals(group)).toList();
    }

    private CompletionStage<Statement> said(Statement word) {
        boolean cut = answersLeft == 0;
        answersLeft -= cut ? 0 : 1;
        return CompletableFuture.completedFuture(cut ? new Statement.Unreachable("line down") : word);
    }

    @Override
    public SignedMessage reversal(
            TerminalProfile terminal, MessageId id, StatementRow row, Operator operator, LocalDateTime at) {
        return message(id, "2601", row);
    }

    @Override
    public SignedMessage cancellation(
            TerminalProfile terminal, MessageId id, StatementRow row, Operator operator, LocalDateTime at) {
        return message(id, "2103", row);
    }

    private static SignedMessage message(MessageId id, String infno, StatementRow row) {
        String content = infno + " " + id + " " + row.message();
        return new SignedMessage(id, infno, Bytes.of(content.getBytes(StandardCharsets.UTF_8)));
    }
}
