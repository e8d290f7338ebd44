package org.yibao.settlement.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.SignedMessage;
import org.yibao.settlement.reconciliation.ClearingGroup;
import org.yibao.settlement.reconciliation.DayEntry;
import org.yibao.settlement.reconciliation.Difference;
import org.yibao.settlement.reconciliation.GroupOutcome;
import org.yibao.settlement.reconciliation.OpenDoubt;
import org.yibao.settlement.reconciliation.RepairKind;
import org.yibao.settlement.reconciliation.StatementRow;
import org.yibao.settlement.reconciliation.StatementTotals;
import org.yibao.settlement.reconciliation.TenderTotals;
import org.yibao.settlement.testing.Sales;

/** What every {@link DayBook} must keep. */
public abstract class DayBookContract {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final LocalDateTime EVENING = DAY.atTime(21, 30);
    private static final Operator KEEPER = new Operator("K01", "钱主管", "till-1");
    private static final MessageId ID = MessageId.parse("P3701020000120260302210000A000");
    private static final ClearingGroup GROUP = new ClearingGroup("310", "41", "370102");
    private static final StatementRow ROW = new StatementRow(
            GROUP,
            StatementRow.Kind.SALE,
            ID.value(),
            "S1",
            "V1",
            "370100000000001",
            Amount.ofFen(100),
            Amount.ofFen(70),
            Amount.ZERO,
            Amount.ofFen(30));

    private DayBook book;

    protected abstract DayBook create();

    /** The same book after the process ended and started again. */
    protected abstract DayBook restart(DayBook running);

    @BeforeEach
    void createBook() {
        book = create();
    }

    private static DayEntry.ShiftEnded shift(LocalDate day) {
        TenderTotals nothing = new TenderTotals(0, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO);
        TenderTotals sold = new TenderTotals(
                2, Amount.ofFen(5), Amount.ofFen(4), Amount.ofFen(3), Amount.ofFen(2), Amount.ofFen(1));
        return new DayEntry.ShiftEnded(day, KEEPER, day.atStartOfDay(), day.atTime(8, 0), sold, nothing, 1);
    }

    @Test
    void everyKindOfEntryComesBackAsItWasAlsoAfterARestart() {
        List<DayEntry> entries = List.of(
                new DayEntry.Reconciled(
                        DAY,
                        EVENING,
                        KEEPER,
                        List.of(
                                new GroupOutcome(
                                        GROUP,
                                        StatementTotals.of(List.of(ROW)),
                                        GroupOutcome.Standing.DIFFERENT,
                                        "1",
                                        "不平",
                                        2,
                                        Sales.evidence("word")),
                                new GroupOutcome(
                                        ClearingGroup.ALL,
                                        StatementTotals.of(List.of()),
                                        GroupOutcome.Standing.REFUSED,
                                        "NO",
                                        "",
                                        0,
                                        null)),
                        List.of(new Difference(Difference.Kind.ONLY_HERE, ROW, null)),
                        List.of(new OpenDoubt(OpenDoubt.Kind.SET_ASIDE, ID, ID))),
                new DayEntry.Repair(
                        DAY,
                        EVENING,
                        KEEPER,
                        RepairKind.REVERSE,
                        new Difference(Difference.Kind.ONLY_THERE, null, ROW),
                        "不是本店的",
                        new SignedMessage(ID, "2601", Sales.evidence("message"))),
                new DayEntry.RepairAnswered(
                        DAY, EVENING, ID, new PlatformAnswer.Reversed(true), Sales.evidence("answer")),
                shift(DAY));
        entries.forEach(book::append);
        book = restart(book);
        assertEquals(entries, book.entries(DAY));
    }

    @Test
    void entriesAreFoundByTheirOwnDayAlone() {
        book.append(shift(DAY));
        book.append(shift(DAY.plusDays(1)));
        assertEquals(List.of(shift(DAY.plusDays(1))), book.entries(DAY.plusDays(1)));
        assertEquals(List.of(), book.entries(DAY.minusDays(1)));
    }

    @Test
    void dayTakesSoManyEntriesAndNoMore() {
        for (int number = 0; number < DayBook.ENTRIES_OF_DAY_MAX; number++) {
            book.append(shift(DAY));
        }
        assertThrows(StoreException.class, () -> book.append(shift(DAY)));
        assertEquals(DayBook.ENTRIES_OF_DAY_MAX, book.entries(DAY).size());
        book.append(shift(DAY.plusDays(1)));
    }
}
