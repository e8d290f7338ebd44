package org.yibao.settlement.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.settlement.testing.StatementRows.EMPLOYEES;
import static org.yibao.settlement.testing.StatementRows.RESIDENTS;
import static org.yibao.settlement.testing.StatementRows.dearer;
import static org.yibao.settlement.testing.StatementRows.sale;
import static org.yibao.settlement.testing.StatementRows.voidOf;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Operator;
import org.yibao.settlement.reconciliation.Difference.Kind;
import org.yibao.settlement.reconciliation.Reconciliation.Ask;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.StatementRows;

class ReconciliationTest {
    private static final int SEEDS = 2_000;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final LocalDateTime EVENING = DAY.atTime(21, 0);
    private static final Operator KEEPER = new Operator("K01", "钱主管", "till-1");
    private static final StatementRow SALE = sale("M1", EMPLOYEES, 1_000);

    /** The platform as rows; answers as an honest one does. */
    private static Statement answer(List<StatementRow> there, Ask ask) {
        List<StatementRow> held = ask.group().equals(ClearingGroup.ALL)
                ? there
                : there.stream().filter(row -> row.group().equals(ask.group())).toList();
        if (ask instanceof Ask.Details) {
            return new Statement.Rows(held, 0);
        }
        Set<ClearingGroup> groups = new TreeSet<>();
        there.forEach(row -> groups.add(row.group()));
        boolean equal = StatementTotals.of(held).equals(ask.totals());
        return new Statement.Compared(equal, equal ? "0" : "1", "", groups, Sales.evidence("word"));
    }

    private static Reconciliation run(List<StatementRow> here, List<StatementRow> there) {
        Reconciliation run = new Reconciliation(here);
        for (Optional<Ask> ask = run.next(); ask.isPresent(); ask = run.next()) {
            assertTrue(run.heard(answer(there, ask.get())));
        }
        return run;
    }

    private static Map<String, Kind> kinds(List<Difference> differences) {
        Map<String, Kind> kinds = new HashMap<>();
        differences.forEach(difference ->
                assertNull(kinds.put(difference.message(), difference.kind()), "a message is named once"));
        return kinds;
    }

    /** What was done to one side is exactly what is found, in its class; the rest is never mentioned. */
    @Test
    void everyChangeToARandomDayIsFoundInItsClassAndNothingElseIs() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<StatementRow> day = StatementRows.day(random);
            List<StatementRow> here = new ArrayList<>();
            List<StatementRow> there = new ArrayList<>();
            Map<String, Kind> done = new HashMap<>();
            Map<String, Integer> fateOfVisit = new HashMap<>();
            for (StatementRow row : day) {
                boolean isVoid = row.kind() == StatementRow.Kind.VOID;
                int fate = random.nextInt(8);
                if (!isVoid) {
                    fateOfVisit.put(row.visitId(), fate);
                }
                int ofSale = fateOfVisit.getOrDefault(row.visitId(), -1);
                switch (fate) {
                    case 0 -> {
                        here.add(row);
                        done.put(row.message(), isVoid && ofSale != 0 ? Kind.STATE_DIFFERS : Kind.ONLY_HERE);
                    }
                    case 1 -> {
                        there.add(row);
                        done.put(row.message(), isVoid && ofSale != 1 ? Kind.STATE_DIFFERS : Kind.ONLY_THERE);
                    }
                    case 2 -> {
                        here.add(row);
                        there.add(dearer(row));
                        done.put(row.message(), Kind.AMOUNTS_DIFFER);
                    }
                    default -> {
                        here.add(row);
                        there.add(row);
                    }
                }
            }
            assertEquals(done, kinds(Comparison.of(here, there)), "seed " + seed);
        }
    }

    @Test
    void dayThatDiffersIsNeverCalledEqualAndOneThatAgreesAlways() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<StatementRow> here = StatementRows.day(random);
            List<StatementRow> there = new ArrayList<>(here);
            boolean changed = random.nextBoolean() && !there.isEmpty();
            if (changed) {
                there.remove(random.nextInt(there.size()));
            }
            Reconciliation run = run(here, there);
            DayEntry.Reconciled entry =
                    new DayEntry.Reconciled(DAY, EVENING, KEEPER, run.outcomes(), run.differences(), List.of());
            assertEquals(!changed, entry.closes(), "seed " + seed);
            assertEquals(!changed, run.differences().isEmpty(), "seed " + seed);
        }
    }

    @Test
    void groupInWhichOnlyThePlatformHoldsRowsIsAskedForAsWell() {
        StatementRow foreign = sale("M2", RESIDENTS, 500);
        Reconciliation run = run(List.of(SALE), List.of(SALE, foreign));
        assertEquals(Map.of("M2", Kind.ONLY_THERE), kinds(run.differences()));
        assertEquals(
                List.of(ClearingGroup.ALL, EMPLOYEES, RESIDENTS),
                run.outcomes().stream().map(GroupOutcome::group).toList());
    }

    @Test
    void differencesThatAddUpToNothingOverAllAreFoundInTheirGroups() {
        StatementRow moved = new StatementRow(
                RESIDENTS,
                SALE.kind(),
                SALE.message(),
                SALE.setlId(),
                SALE.visitId(),
                SALE.psnNo(),
                SALE.medfee(),
                SALE.fund(),
                SALE.account(),
                SALE.cash());
        Reconciliation run = run(List.of(SALE), List.of(moved));
        assertEquals(Map.of("M1", Kind.AMOUNTS_DIFFER), kinds(run.differences()));
    }

    @Test
    void refusedGroupBlocksNoOther() {
        StatementRow missing = sale("M2", RESIDENTS, 500);
        Reconciliation run = new Reconciliation(List.of(SALE, missing));
        for (Optional<Ask> ask = run.next(); ask.isPresent(); ask = run.next()) {
            boolean refuses = ask.get().group().equals(EMPLOYEES);
            run.heard(refuses ? new Statement.Refused("BUSY", "") : answer(List.of(SALE), ask.get()));
        }
        assertEquals(Map.of("M2", Kind.ONLY_HERE), kinds(run.differences()));
        assertTrue(run.outcomes().stream()
                .anyMatch(group -> group.standing() == GroupOutcome.Standing.REFUSED
                        && group.group().equals(EMPLOYEES)));
    }

    @Test
    void whatBrokeOffCountsForNothing() {
        Reconciliation run = new Reconciliation(List.of(SALE));
        assertFalse(run.heard(new Statement.Unreachable("cut")));
    }

    @Test
    void openDoubtKeepsAnEqualDayFromClosing() {
        Reconciliation run = run(List.of(SALE), List.of(SALE));
        OpenDoubt doubt = new OpenDoubt(
                OpenDoubt.Kind.QUEUED,
                org.yibao.settlement.MessageId.parse("P3701020000120260302210000A000"),
                org.yibao.settlement.MessageId.parse("P3701020000120260302210000A000"));
        assertFalse(new DayEntry.Reconciled(DAY, EVENING, KEEPER, run.outcomes(), run.differences(), List.of(doubt))
                .closes());
    }

    @Test
    void acceptanceCountsForExactlyTheRowItWasGivenOver() {
        StatementRow there = dearer(SALE);
        Difference difference = new Difference(Kind.AMOUNTS_DIFFER, SALE, there);
        DayEntry.Repair accepted =
                new DayEntry.Repair(DAY, EVENING, KEEPER, RepairKind.ACCEPT, difference, "中心更正", null);
        DayStanding standing = DayStanding.of(DAY, List.of(accepted));
        assertEquals(List.of(there), standing.withAccepted(List.of(SALE)));
        StatementRow later = dearer(there);
        assertEquals(List.of(later), standing.withAccepted(List.of(later)));
    }

    @Test
    void acceptedAbsenceAndAcceptedPresenceBothMakeTheDayEqual() {
        StatementRow stray = sale("M2", EMPLOYEES, 700);
        DayStanding standing = DayStanding.of(
                DAY,
                List.of(
                        new DayEntry.Repair(
                                DAY,
                                EVENING,
                                KEEPER,
                                RepairKind.ACCEPT,
                                new Difference(Kind.ONLY_HERE, SALE, null),
                                "自担",
                                null),
                        new DayEntry.Repair(
                                DAY,
                                EVENING,
                                KEEPER,
                                RepairKind.ACCEPT,
                                new Difference(Kind.ONLY_THERE, null, stray),
                                "补记",
                                null)));
        assertEquals(List.of(stray), standing.withAccepted(List.of(SALE)));
    }

    @Test
    void proposalsFitWhatIsKnownOfTheRow() {
        Difference onlyThere = new Difference(Kind.ONLY_THERE, null, SALE);
        assertEquals(
                List.of(RepairKind.REVERSE, RepairKind.VOID, RepairKind.ACCEPT),
                RepairKind.fitting(onlyThere, false, false, false));
        assertEquals(
                RepairKind.VOID,
                RepairKind.fitting(onlyThere, false, false, true).get(0));
        assertEquals(
                RepairKind.UPLOAD_AGAIN,
                RepairKind.fitting(onlyThere, true, false, false).get(0));
        assertEquals(List.of(RepairKind.ACCEPT), RepairKind.fitting(onlyThere, false, true, false));
        Difference voidHere = new Difference(Kind.STATE_DIFFERS, voidOf(SALE), null);
        assertEquals(
                RepairKind.UPLOAD_AGAIN,
                RepairKind.fitting(voidHere, false, false, false).get(0));
        Difference voidThere = new Difference(Kind.STATE_DIFFERS, null, voidOf(SALE));
        assertEquals(List.of(RepairKind.ACCEPT), RepairKind.fitting(voidThere, false, true, false));
        Difference amounts = new Difference(Kind.AMOUNTS_DIFFER, SALE, dearer(SALE));
        assertEquals(List.of(RepairKind.ACCEPT), RepairKind.fitting(amounts, true, false, false));
    }
}
