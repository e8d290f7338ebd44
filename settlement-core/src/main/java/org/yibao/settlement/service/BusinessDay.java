package org.yibao.settlement.service;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.OutboxEntry;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.port.PlatformGateway.Delivery;
import org.yibao.settlement.port.ReconciliationGateway;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.reconciliation.DayStanding;
import org.yibao.settlement.reconciliation.Difference;
import org.yibao.settlement.reconciliation.OpenDoubt;
import org.yibao.settlement.reconciliation.Reconciliation;
import org.yibao.settlement.reconciliation.Reconciliation.Ask;
import org.yibao.settlement.reconciliation.RepairKind;
import org.yibao.settlement.reconciliation.Statement;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.TenderTotals;
import org.yibao.settlement.report.Period;
import org.yibao.settlement.report.Report;
import org.yibao.settlement.report.Row;
import org.yibao.settlement.report.Totals;

/**
 * A business day: its shifts, and whether the platform holds the same. One reconciliation or repair at a time; a call
 * waits for the platform on its own thread. What a call wrote down is durable when it returns, and one that broke off
 * anywhere is made again without harm.
 */
public final class BusinessDay {
    private static final Logger LOG = System.getLogger(BusinessDay.class.getName());

    /** Days back in which the end of a cashier's last shift is looked for. */
    private static final int SHIFT_DAYS_BACK = 7;

    /** The link ends every stage within the deadline; this is for its own work besides. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** More than the messages of the largest file. */
    private static final int MESSAGES_OF_DETAILS_MAX = 1_000;

    private final BusinessDayPorts ports;
    private final SettlementService service;
    private final ReentrantLock turn = new ReentrantLock();

    public BusinessDay(BusinessDayPorts ports, SettlementService service) {
        this.ports = ports;
        this.service = service;
    }

    /** What was written down of a day. */
    public DayOutcome.Standing standing(LocalDate day) {
        DayRows rows = rows(day);
        Predicate<Difference> waits = difference ->
                waits(rows, difference) || (difference.there() != null && rows.standsHere(difference.row()));
        return new DayOutcome.Standing(read(day), waits);
    }

    private DayStanding read(LocalDate day) {
        return DayStanding.of(day, ports.book().entries(day));
    }

    private DayRows rows(LocalDate day) {
        return new DayRows(ports.store(), ports.outbox(), day);
    }

    private boolean waits(DayRows rows, Difference difference) {
        return rows.settlementOf(difference.row())
                .filter(settlement -> !ports.outbox().ofSettlement(settlement).isEmpty())
                .isPresent();
    }

    /** Compares a day with the platform and writes down how it came out. */
    public DayOutcome reconcile(LocalDate day, Operator operator) {
        if (day.isAfter(LocalDate.now(ports.clock()))) {
            return failed(FaultCode.DAY_NOT_OVER_YET, day.toString());
        }
        return alone(() -> reconcileAlone(day, operator));
    }

    private DayOutcome reconcileAlone(LocalDate day, Operator operator) {
        read(day).unanswered().forEach(repair -> deliver(day, repair));
        DayStanding before = read(day);
        DayRows rows = rows(day);
        // Before the rows: what is answered in between is a row, or was named as waiting.
        List<OpenDoubt> open = rows.open(before);
        List<StatementRow> here = before.withAccepted(rows.rows());
        if (here.size() > ReconciliationGateway.ROWS_MAX) {
            return failed(FaultCode.REQUEST_INVALID, "more than " + ReconciliationGateway.ROWS_MAX + " rows");
        }
        Reconciliation run = new Reconciliation(here);
        for (Optional<Ask> ask = run.next(); ask.isPresent(); ask = run.next()) {
            Statement answer = ask(day, ask.get());
            if (!run.heard(answer)) {
                return failed(FaultCode.PLATFORM_UNREACHABLE, ((Statement.Unreachable) answer).reason());
            }
        }
        ports.book().append(new DayEntry.Reconciled(day, now(), operator, run.outcomes(), run.differences(), open));
        return standing(day);
    }

    private Statement ask(LocalDate day, Ask ask) {
        if (ask instanceof Ask.Details details) {
            Duration most = ports.deadline().multipliedBy(MESSAGES_OF_DETAILS_MAX);
            return waited(
                    ports.reconciliation().details(day, ask.group(), ask.totals(), details.rows(), ports.deadline()),
                    most);
        }
        return waited(
                ports.reconciliation().compare(day, ask.group(), ask.totals(), ports.deadline()), ports.deadline());
    }

    private static Statement waited(CompletionStage<Statement> stage, Duration most) {
        try {
            return stage.toCompletableFuture().get(most.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Statement.Unreachable("interrupted");
        } catch (ExecutionException | TimeoutException late) {
            return new Statement.Unreachable(late.toString());
        }
    }

    /**
     * Mends one difference of the last reconciliation as an operator confirmed it. Whether that made the day equal, the
     * next reconciliation says.
     *
     * @param message {@code msgid} of the difference's row
     */
    public DayOutcome repair(LocalDate day, String message, RepairKind kind, Operator operator, String note) {
        return alone(() -> repairAlone(day, message, kind, operator, note));
    }

    private DayOutcome repairAlone(LocalDate day, String message, RepairKind kind, Operator operator, String note) {
        DayOutcome.Standing standing = standing(day);
        Optional<Difference> found = standing.day().difference(message);
        if (found.isEmpty()) {
            return failed(FaultCode.DAY_DIFFERENCE_UNKNOWN, message);
        }
        Difference difference = found.get();
        boolean fits = standing.day()
                .fitting(difference, standing.waits().test(difference))
                .contains(kind);
        if (!fits || standing.day().repairedSince().contains(message)) {
            return failed(FaultCode.DAY_REPAIR_UNFIT, fits ? "repaired already" : kind.name());
        }
        return switch (kind) {
            case ACCEPT -> {
                write(day, kind, difference, operator, note, null);
                yield standing(day);
            }
            case UPLOAD_AGAIN -> uploadAgain(standing.day(), difference, operator, note);
            case REVERSE, VOID -> undo(day, kind, difference, operator, note);
        };
    }

    private DayEntry.Repair write(
            LocalDate day,
            RepairKind kind,
            Difference difference,
            Operator operator,
            String note,
            @Nullable SignedMessage message) {
        DayEntry.Repair repair = new DayEntry.Repair(day, now(), operator, kind, difference, note, message);
        ports.book().append(repair);
        return repair;
    }

    /** The journal holds what was done before the day book does: a repair that broke off between is done, and made again. */
    private DayOutcome uploadAgain(DayStanding standing, Difference difference, Operator operator, String note) {
        LocalDate day = standing.day();
        DayRows rows = rows(day);
        if (waits(rows, difference)) {
            rows.settlementOf(difference.row()).ifPresent(settlement -> release(settlement, operator, note));
            write(day, RepairKind.UPLOAD_AGAIN, difference, operator, note, null);
            return standing(day);
        }
        for (Difference missing : missingOfVisit(standing, difference)) {
            if (!service.sendAgain(MessageId.parse(missing.message()), operator, note)) {
                return failed(FaultCode.DAY_REPAIR_UNFIT, missing.message());
            }
            write(day, RepairKind.UPLOAD_AGAIN, missing, operator, note, null);
        }
        return standing(day);
    }

    private void release(MessageId settlement, Operator operator, String note) {
        ports.outbox().ofSettlement(settlement).stream()
                .filter(OutboxEntry::setAside)
                .forEach(entry -> service.release(entry.message().id(), operator, note));
    }

    /** A void goes behind its sale: where both are missing there, both go, the sale first. */
    private static List<Difference> missingOfVisit(DayStanding standing, Difference difference) {
        String visit = difference.row().visitId();
        List<Difference> missing = new ArrayList<>();
        standing.last()
                .ifPresent(run -> run.differences().stream()
                        .filter(other ->
                                other.there() == null && other.row().visitId().equals(visit))
                        .filter(other -> !standing.repairedSince().contains(other.message()))
                        .sorted(Comparator.comparing(other -> other.row().kind()))
                        .forEach(missing::add));
        return missing;
    }

    private DayOutcome undo(LocalDate day, RepairKind kind, Difference difference, Operator operator, String note) {
        LocalDateTime now = now();
        MessageId id = ports.ids().next(now);
        SignedMessage message = kind == RepairKind.REVERSE
                ? ports.encoder().reversal(ports.terminal(), id, difference.row(), operator, now)
                : ports.encoder().cancellation(ports.terminal(), id, difference.row(), operator, now);
        deliver(day, write(day, kind, difference, operator, note, message));
        return standing(day);
    }

    /** Without an answer the same bytes go again at the next reconciliation. */
    private void deliver(LocalDate day, DayEntry.Repair repair) {
        SignedMessage message = repair.message();
        if (message == null) {
            return;
        }
        try {
            Delivery end = ports.gateway()
                    .deliver(message, ports.deadline())
                    .toCompletableFuture()
                    .get(ports.deadline().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
            if (end instanceof Delivery.Answered word) {
                ports.book()
                        .append(new DayEntry.RepairAnswered(day, now(), message.id(), word.answer(), word.evidence()));
            } else {
                LOG.log(
                        Level.WARNING,
                        "repair {0}: {1}",
                        message.id(),
                        end.getClass().getSimpleName());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(Level.WARNING, "repair {0}: {1}", message.id(), late.toString());
        }
    }

    /**
     * Ends a cashier's shift: from the end of the one before, or the beginning of the day, until now.
     *
     * @return empty when no second passed since the one before ended
     */
    public Optional<DayEntry.ShiftEnded> endShift(Operator operator) {
        turn.lock();
        try {
            LocalDateTime until = now().withNano(0);
            LocalDate today = until.toLocalDate();
            LocalDateTime from = lastEnd(operator, today).orElse(today.atStartOfDay());
            if (!from.isBefore(until)) {
                return Optional.empty();
            }
            Report report = Report.of(ports.store(), new Period(from, until, Optional.of(operator.id())));
            DayEntry.ShiftEnded ended = new DayEntry.ShiftEnded(
                    today,
                    operator,
                    from,
                    until,
                    tenders(report.totals(Row.Kind.SALE)),
                    tenders(report.totals(Row.Kind.VOID)),
                    report.open().size());
            ports.book().append(ended);
            return Optional.of(ended);
        } finally {
            turn.unlock();
        }
    }

    private static TenderTotals tenders(Totals sum) {
        return new TenderTotals(
                sum.sales() + sum.voids(), sum.medfee(), sum.fund(), sum.account(), sum.family(), sum.cash());
    }

    private Optional<LocalDateTime> lastEnd(Operator operator, LocalDate today) {
        for (int back = 0; back < SHIFT_DAYS_BACK; back++) {
            Optional<LocalDateTime> end = ended(today.minusDays(back)).stream()
                    .filter(shift -> shift.operator().id().equals(operator.id()))
                    .map(DayEntry.ShiftEnded::until)
                    .max(Comparator.naturalOrder());
            if (end.isPresent()) {
                return end;
            }
        }
        return Optional.empty();
    }

    private List<DayEntry.ShiftEnded> ended(LocalDate day) {
        return ended(ports.book().entries(day));
    }

    /** The shifts among a day's entries. */
    public static List<DayEntry.ShiftEnded> ended(List<DayEntry> entries) {
        return entries.stream()
                .filter(DayEntry.ShiftEnded.class::isInstance)
                .map(DayEntry.ShiftEnded.class::cast)
                .toList();
    }

    private DayOutcome alone(Supplier<DayOutcome> work) {
        if (!turn.tryLock()) {
            return failed(FaultCode.TOO_BUSY, "");
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private static DayOutcome failed(FaultCode code, String detail) {
        return new DayOutcome.Failed(new Fault(code, detail));
    }

    private LocalDateTime now() {
        return LocalDateTime.now(ports.clock());
    }
}
