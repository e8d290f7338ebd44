package org.yibao.terminal.deadline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yibao.settlement.deadline.TimeLimit;
import org.yibao.settlement.deadline.TimeLimits;
import org.yibao.settlement.deadline.WorkingDays;
import org.yibao.terminal.text.Sentences;
import org.yibao.terminal.yaml.YamlFaults;
import org.yibao.terminal.yaml.YamlFile;
import org.yibao.terminal.yaml.YamlSection;

/** A file of time limits: {@code sale}, {@code undoing}, {@code shown_days} and {@code calendar}. */
public final class TimeLimitsFile {
    private static final String BUILT_IN = "time-limits.yaml";
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_MAX = 2099;
    private static final int SHOWN_DAYS_MAX = 31;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern COUNTED = Pattern.compile("working|calendar");
    private static final Pattern SOURCE = Pattern.compile("\\S.{0,199}");

    private TimeLimitsFile() {}

    /** @param faults where all that is wrong with it is noted */
    public static TimeLimits load(Path file, YamlFaults faults) {
        return read(YamlFile.load(file, faults));
    }

    /** What counts where a technician names no file. */
    public static TimeLimits builtIn() {
        try (InputStream content = TimeLimitsFile.class.getResourceAsStream(BUILT_IN)) {
            if (content == null) {
                throw new IllegalStateException(BUILT_IN + " is missing");
            }
            YamlFaults faults = new YamlFaults();
            TimeLimits limits = read(YamlFile.parse(content.readAllBytes(), faults));
            if (!faults.isEmpty()) {
                throw new IllegalStateException(BUILT_IN + ": " + faults.all());
            }
            return limits;
        } catch (IOException e) {
            throw new IllegalStateException(BUILT_IN + " cannot be read", e);
        }
    }

    private static TimeLimits read(YamlSection top) {
        TimeLimit sale = limit(top.section("sale"));
        TimeLimit undoing = limit(top.section("undoing"));
        int shown = top.integer("shown_days", 0, SHOWN_DAYS_MAX);
        Map<Integer, WorkingDays.Year> years = new HashMap<>();
        for (YamlSection section : top.sections("calendar")) {
            int number = section.integer("year", YEAR_MIN, YEAR_MAX);
            if (years.put(number, year(section, number)) != null) {
                section.fault("year", Sentences.of("time-limits.year-twice", String.valueOf(number)));
            }
        }
        top.end();
        return new TimeLimits(new WorkingDays(years), sale, undoing, shown);
    }

    private static TimeLimit limit(YamlSection section) {
        int days = section.integer("days", 0, TimeLimit.DAYS_MAX);
        boolean working = section.text("counted", COUNTED, Sentences.of("time-limits.counted"))
                .equals("working");
        String source = source(section);
        section.end();
        return new TimeLimit(days, working, source);
    }

    private static WorkingDays.Year year(YamlSection section, int number) {
        String source = source(section);
        Set<LocalDate> off = days(section, "off", number);
        Set<LocalDate> worked = days(section, "worked", number);
        if (off.stream().anyMatch(worked::contains)) {
            section.fault("worked", Sentences.of("time-limits.off-and-worked"));
        }
        section.end();
        return new WorkingDays.Year(source, off, worked);
    }

    private static String source(YamlSection section) {
        return section.text("source", SOURCE, Sentences.of("time-limits.source"));
    }

    private static Set<LocalDate> days(YamlSection section, String key, int year) {
        String expected = Sentences.of("time-limits.day", String.valueOf(year));
        Set<LocalDate> days = new HashSet<>();
        for (String text : section.texts(key, DAY, expected)) {
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() != year || !days.add(day)) {
                    section.fault(key, Sentences.of("yaml.each-expected", expected));
                }
            } catch (DateTimeException noDay) {
                section.fault(key, Sentences.of("yaml.each-expected", expected));
            }
        }
        return days;
    }
}
