package org.yibao.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;
import org.yibao.settlement.testing.Persons;

final class PersonSnapshotTest {
    private static final Amount BALANCE = Amount.ofFen(7);

    private final PersonSnapshot person = Persons.person(1);

    @Test
    void accumulatorsCountInTheirYearOnly() {
        assertEquals(20_000, person.cumIn(2026).value("ODS_DEDC"));
        assertEquals(YearToDate.NOTHING, person.cumIn(2025));
        assertEquals(YearToDate.NOTHING, person.cumIn(2027));
    }

    @Test
    void aSaleOfTheYearMovesWhatItNamesAndKeepsTheRest() {
        PersonSnapshot after = person.after(2026, YearToDate.of(Map.of("ODS_SCP", 5L)), BALANCE);
        assertEquals(Map.of("ODS_DEDC", 20_000L, "ODS_SCP", 5L), after.cum().values());
        assertEquals(BALANCE, after.balance());
    }

    @Test
    void anExpenseOfTheLastYearMovesTheBalanceOnly() {
        PersonSnapshot after = person.after(2025, YearToDate.of(Map.of("ODS_SCP", 5L)), BALANCE);
        assertEquals(2026, after.year());
        assertEquals(person.cum(), after.cum());
        assertEquals(BALANCE, after.balance());
    }

    @Test
    void theFirstSaleOfAYearStartsItFromNothing() {
        PersonSnapshot after = person.after(2027, YearToDate.of(Map.of("ODS_SCP", 5L)), BALANCE);
        assertEquals(2027, after.year());
        assertEquals(Map.of("ODS_SCP", 5L), after.cum().values());
    }
}
