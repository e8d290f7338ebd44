package org.yibao.benefit.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.policy.Condition;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.Parameter.Days;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Structure;

/**
 * How the values of one parameter differ between two books: cell by cell and day by day, so that a table that is
 * only cut otherwise has not changed; cells that change alike are told together.
 *
 * @param values for whom, from when, the old and the new value with their law
 * @param texts the same where only the law or a reason reads differently
 */
record ValueChanges(List<String> values, List<String> texts) {
    ValueChanges {
        values = List.copyOf(values);
        texts = List.copyOf(texts);
    }

    /** @param until null for no end; a value is null where none is given */
    private record Change(
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable DatedValue was,
            @Nullable DatedValue is) {
        boolean continues(Change earlier) {
            return earlier.until != null
                    && earlier.until.plusDays(1).equals(from)
                    && same(earlier.was, was)
                    && same(earlier.is, is);
        }

        private static boolean same(@Nullable DatedValue one, @Nullable DatedValue other) {
            return Objects.equals(figure(one), figure(other)) && Objects.equals(law(one), law(other));
        }

        boolean isValue() {
            return !Objects.equals(figure(was), figure(is));
        }

        String words() {
            return Words.of(isValue() ? "change.value" : "change.law", Words.days(from, until), words(was), words(is));
        }

        private String words(@Nullable DatedValue dated) {
            if (dated == null) {
                return Words.of("not-given");
            }
            return isValue() ? Words.of("change.figure", Words.marked(dated), Laws.of(dated)) : Laws.of(dated);
        }

        /** What a calculation reads of a value, and whether it is in force. */
        private static @Nullable String figure(@Nullable DatedValue dated) {
            return dated == null ? null : Words.marked(dated);
        }

        /** What a reader sees beside it, but for the bundle's version. */
        private static @Nullable String law(@Nullable DatedValue dated) {
            return dated == null
                    ? null
                    : dated.source() + "\n" + dated.knownSince() + "\n" + dated.overrides() + "\n"
                            + dated.beyondBound();
        }

        static boolean differs(@Nullable DatedValue was, @Nullable DatedValue is) {
            return !same(was, is);
        }
    }

    /** A change in words: cells whose changes read alike are told together. */
    private record Told(boolean isValue, String words) {
        static List<Told> of(List<Change> changes) {
            return changes.stream()
                    .map(change -> new Told(change.isValue(), change.words()))
                    .toList();
        }
    }

    /** @param structure gives the classes and accumulators their titles */
    static ValueChanges between(@Nullable Parameter was, @Nullable Parameter is, Structure structure) {
        List<ParameterRow> rows = new ArrayList<>(rows(is));
        rows.addAll(rows(was));
        ParameterGrid grid = ParameterGrid.of(rows, structure);
        ConditionWords conditions = new ConditionWords(structure);
        return told(grid.fits() ? byCell(was, is, grid, conditions) : byRow(was, is, rows, conditions));
    }

    private static Map<List<Told>, List<String>> byCell(
            @Nullable Parameter was, @Nullable Parameter is, ParameterGrid grid, ConditionWords conditions) {
        Map<List<Told>, List<List<Slot>>> alike = new LinkedHashMap<>();
        for (List<Slot> cell : grid.cells()) {
            List<Told> changes = Told.of(changes(timeline(grid, was, cell), timeline(grid, is, cell)));
            alike.computeIfAbsent(changes, none -> new ArrayList<>()).add(cell);
        }
        Map<List<Told>, List<String>> whom = new LinkedHashMap<>();
        alike.forEach((changes, cells) -> whom.put(changes, CellWords.of(cells, grid, conditions)));
        return whom;
    }

    private static Map<List<Told>, List<String>> byRow(
            @Nullable Parameter was, @Nullable Parameter is, List<ParameterRow> rows, ConditionWords conditions) {
        Set<Condition> whens = new LinkedHashSet<>();
        rows.forEach(row -> whens.add(row.when()));
        Map<List<Told>, List<String>> whom = new LinkedHashMap<>();
        for (Condition when : whens) {
            List<Told> changes = Told.of(changes(timeline(was, when), timeline(is, when)));
            whom.computeIfAbsent(changes, none -> new ArrayList<>()).add(conditions.of(when));
        }
        return whom;
    }

    private static ValueChanges told(Map<List<Told>, List<String>> changes) {
        List<String> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        changes.forEach((alike, whom) -> {
            for (Told change : alike) {
                String sentence = Words.of("change.whom", Words.clauses(whom), change.words());
                (change.isValue() ? values : texts).add(sentence);
            }
        });
        return new ValueChanges(values, texts);
    }

    private static List<ParameterRow> rows(@Nullable Parameter parameter) {
        return parameter == null ? List.of() : parameter.rows();
    }

    private static Timeline timeline(ParameterGrid grid, @Nullable Parameter parameter, List<Slot> cell) {
        return parameter == null ? new Timeline(List.of()) : grid.timeline(parameter, cell);
    }

    private static Timeline timeline(@Nullable Parameter parameter, Condition when) {
        return new Timeline(
                rows(parameter).stream().filter(row -> row.when().equals(when)).toList());
    }

    /** The days on which the two differ, neighbours that differ alike as one. */
    private static List<Change> changes(Timeline was, Timeline is) {
        List<ParameterRow> rows = new ArrayList<>(was.rows());
        rows.addAll(is.rows());
        List<Change> changes = new ArrayList<>();
        for (Days days : Timeline.periods(rows)) {
            DatedValue old = was.on(days.from()).orElse(null);
            DatedValue next = is.on(days.from()).orElse(null);
            if (!Change.differs(old, next)) {
                continue;
            }
            Change change = new Change(days.from(), days.until(), old, next);
            int last = changes.size() - 1;
            if (last >= 0 && change.continues(changes.get(last))) {
                Change begun = changes.get(last);
                changes.set(last, new Change(begun.from(), days.until(), begun.was(), begun.is()));
            } else {
                changes.add(change);
            }
        }
        return changes;
    }
}
