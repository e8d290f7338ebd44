package org.yibao.terminal.deadline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.deadline.WorkingDays;
import org.yibao.terminal.yaml.YamlFault;
import org.yibao.terminal.yaml.YamlFaults;

final class TimeLimitsFileTest {
    @TempDir
    Path folder;

    @Test
    void builtInCalendarHasTheNoticeOf2026() {
        WorkingDays calendar = TimeLimitsFile.builtIn().calendar();
        long worked = LocalDate.of(2026, 1, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .filter(calendar::isWorkingDay)
                .count();
        // 365 days, 104 of weekends, 19 days off from Monday to Friday, 6 weekend days worked.
        assertEquals(365 - 104 - 19 + 6, worked);
        assertTrue(calendar.years().values().stream()
                .noneMatch(year -> year.source().isEmpty()));
    }

    @Test
    void limitsWithoutASourceAreNotTaken() throws IOException {
        List<YamlFault> faults = faultsOf("""
                sale: {days: 3, counted: working}
                undoing: {days: 3, counted: weekly, source: x}
                shown_days: 1
                """);
        assertEquals(
                List.of("sale.source", "undoing.counted"),
                faults.stream().map(YamlFault::key).toList());
    }

    @Test
    void calendarThatContradictsItselfIsNotTaken() throws IOException {
        List<YamlFault> faults = faultsOf("""
                sale: {days: 3, counted: working, source: x}
                undoing: {days: 3, counted: working, source: x}
                shown_days: 1
                calendar:
                  - {year: 2027, source: x, off: [2027-01-01, 2026-01-02], worked: [2027-01-01]}
                  - {year: 2027, source: x, off: [2027-13-01]}
                """);
        assertEquals(
                List.of("calendar[1].off", "calendar[1].worked", "calendar[2].off", "calendar[2].year"),
                faults.stream().map(YamlFault::key).sorted().toList());
    }

    @Test
    void fileOfATechnicianCounts() throws IOException {
        Path file = Files.writeString(folder.resolve("limits.yaml"), """
                sale: {days: 3, counted: calendar, source: 服务协议第十条}
                undoing: {days: 0, counted: working, source: x}
                shown_days: 2
                """);
        YamlFaults faults = new YamlFaults();
        TimeLimits limits = TimeLimitsFile.load(file, faults);
        assertTrue(faults.isEmpty(), () -> faults.all().toString());
        assertEquals(3, limits.sale().days());
        assertEquals("服务协议第十条", limits.sale().source());
        assertEquals(2, limits.shownDays());
    }

    private List<YamlFault> faultsOf(String text) throws IOException {
        YamlFaults faults = new YamlFaults();
        TimeLimitsFile.load(Files.writeString(folder.resolve("limits.yaml"), text), faults);
        return faults.all();
    }
}
