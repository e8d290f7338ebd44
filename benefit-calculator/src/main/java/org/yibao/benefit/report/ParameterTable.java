package org.yibao.benefit.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.DatedValue;
import org.yibao.benefit.policy.Parameter;
import org.yibao.benefit.policy.Parameter.Days;
import org.yibao.benefit.policy.ParameterRow;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Value;

/** Writes the values of one parameter as tables: a line a period, a column a class, each figure with its law. */
final class ParameterTable {
    /** Axes of one table: its lines and its columns; more of them make tables of their own. */
    private static final int AXES = 2;

    private final Page.Writer page;
    private final Laws laws;
    private final Structure structure;
    private final ConditionWords conditions;
    private final @Nullable LocalDate day;

    /** @param day of which the values are shown; null for all of them with their days */
    ParameterTable(Page.Writer page, Laws laws, Structure structure, @Nullable LocalDate day) {
        this.page = page;
        this.laws = laws;
        this.structure = structure;
        this.conditions = new ConditionWords(structure);
        this.day = day;
    }

    void write(Parameter parameter) {
        String caption = Words.of("table.caption", parameter.title(), parameter.name(), Words.unit(parameter.unit()));
        List<Days> periods = periods(parameter);
        if (periods.isEmpty()) {
            page.item(Words.of(parameter.rows().isEmpty() ? "table.not-given" : "table.not-in-force", caption));
        } else {
            ParameterGrid grid = ParameterGrid.of(parameter.rows(), structure);
            if (grid.fits()) {
                grid(parameter, caption, grid, periods);
            } else {
                rows(parameter, caption);
            }
        }
        standing(parameter);
    }

    private List<Days> periods(Parameter parameter) {
        return Timeline.periods(parameter.rows()).stream().filter(this::isShown).toList();
    }

    private boolean isShown(Days days) {
        return day == null || days.has(day);
    }

    private void grid(Parameter parameter, String caption, ParameterGrid grid, List<Days> periods) {
        int outer = Math.max(0, grid.axes().size() - AXES);
        ParameterGrid tables = new ParameterGrid(grid.axes().subList(0, outer));
        ParameterGrid inner =
                new ParameterGrid(grid.axes().subList(outer, grid.axes().size()));
        for (List<Slot> table : tables.cells()) {
            List<String> words = new ArrayList<>();
            words.add(caption);
            for (int index = 0; index < table.size(); index++) {
                words.add(conditions.slot(tables.axes().get(index).dimension(), table.get(index)));
            }
            table(parameter, grid, inner, table, periods, String.join(Words.of("join.comma"), words));
        }
    }

    private void table(
            Parameter parameter,
            ParameterGrid grid,
            ParameterGrid inner,
            List<Slot> outer,
            List<Days> periods,
            String caption) {
        boolean columns = inner.axes().size() == AXES;
        Optional<Axis> lines = inner.axes().stream().findFirst();
        List<String> header = new ArrayList<>(List.of(Words.of("table.days")));
        lines.ifPresent(axis -> header.add(conditions.title(axis.dimension())));
        if (columns) {
            Axis across = inner.axes().get(1);
            across.slots().forEach(slot -> header.add(conditions.slot(across.dimension(), slot)));
        } else {
            header.add(Words.of("table.value"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Days days : periods) {
            List<Slot> slots = lines.map(Axis::slots).orElse(List.of(new Slot.Rest()));
            for (Slot slot : slots) {
                boolean first = rows.isEmpty() || slot.equals(slots.get(0));
                List<String> row = new ArrayList<>(List.of(first ? days(days) : ""));
                List<Slot> begun = new ArrayList<>(outer);
                lines.ifPresent(axis -> {
                    row.add(conditions.slotUnder(axis.dimension(), slot));
                    begun.add(slot);
                });
                cells(begun, columns ? inner.axes().get(1).slots() : List.of())
                        .forEach(cell -> row.add(figure(grid.timeline(parameter, cell), days.from())));
                rows.add(row);
            }
        }
        page.table(caption, header, rows);
    }

    private static List<List<Slot>> cells(List<Slot> begun, List<Slot> columns) {
        if (columns.isEmpty()) {
            return List.of(begun);
        }
        List<List<Slot>> cells = new ArrayList<>();
        for (Slot column : columns) {
            List<Slot> cell = new ArrayList<>(begun);
            cell.add(column);
            cells.add(cell);
        }
        return cells;
    }

    private static String days(Days days) {
        return Words.days(days.from(), days.until());
    }

    private String figure(Timeline timeline, LocalDate on) {
        return timeline.on(on).map(this::figure).orElse(Words.of("not-given"));
    }

    private String figure(DatedValue dated) {
        return Words.value(dated.value())
                + laws.mark(dated)
                + Words.shortMark(dated.bundle().status());
    }

    /** A table of too many cells, a line for each value as it stands in the bundle. */
    private void rows(Parameter parameter, String caption) {
        List<List<String>> rows = new ArrayList<>();
        for (ParameterRow row : parameter.rows()) {
            for (DatedValue dated : row.values()) {
                if (day == null || dated.covers(day)) {
                    rows.add(
                            List.of(conditions.of(row.when()), Words.days(dated.from(), dated.until()), figure(dated)));
                }
            }
        }
        page.table(caption, List.of(Words.of("trait.when"), Words.of("table.days"), Words.of("table.value")), rows);
    }

    /** What the texts say beside the values: legal bounds, and what they leave open. */
    private void standing(Parameter parameter) {
        Set<String> bounds = new LinkedHashSet<>();
        for (Parameter.Bound bound : parameter.bounds()) {
            if (isShown(bound.days())) {
                bounds.add(Words.of(
                        "bound",
                        conditions.bracketed(bound.when(), bound.days()),
                        bound(bound),
                        laws.mark(bound.source())));
            }
        }
        bounds.forEach(page::item);
        for (Parameter.NotGiven gap : parameter.notGiven()) {
            if (isShown(gap.days())) {
                page.item(Words.of(
                        "not-given.because",
                        conditions.bracketed(gap.when(), gap.days()),
                        gap.reason(),
                        laws.mark(gap.source())));
            }
        }
    }

    /** Such as {@code 不低于200.00元}. */
    static String bound(Parameter.Bound bound) {
        List<String> edges = new ArrayList<>();
        edge("bound.min", bound.min(), edges);
        edge("bound.max", bound.max(), edges);
        return String.join(Words.of("join.comma"), edges);
    }

    private static void edge(String key, @Nullable Value value, List<String> edges) {
        if (value != null) {
            edges.add(Words.of(key, Words.value(value)));
        }
    }
}
