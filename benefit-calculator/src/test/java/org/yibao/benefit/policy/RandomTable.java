package org.yibao.benefit.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A random table of four dated parameters with a row for tier 3 and one for the tiers below, and its bundle's text. */
final class RandomTable {
    private static final Map<String, String> UNITS =
            new TreeMap<>(Map.of("due", "yuan", "part", "ratio", "points", "points", "limit", "cap"));

    private static final String STRUCTURE = """
            structure:
              funds: [{type: "310100", title: f, total: hifp}]
              accumulators: {PAY: {unit: yuan, title: a}}
              lines: [{id: a, title: a, when: {chrgitm_lv: ["01"]}, selfpay: none, source: s}]
              layers:
                pool:
                  kind: share
                  title: p
                  fund: "310100"
                  deductible: {per: visit, amount: due}
                  ratio: {base: part, points: points}
                  cap: {limit: limit, accumulator: PAY}
              schemes: {care: {title: s, when: {med_type: ["11"]}, layers: [pool]}}
              accounts: {own_when: {insutype: ["310"]}, family: [SPOUSE], source: s}
            """;

    /** A value on some days; without an end it lasts. */
    record Segment(LocalDate from, @Nullable LocalDate until, int value) {
        boolean covers(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }
    }

    /** @param key parameter and row, such as {@code due 3} */
    record Replacement(String key, Segment segment) {}

    final Map<String, List<Segment>> rows = new LinkedHashMap<>();
    final List<Replacement> overrides = new ArrayList<>();

    static RandomTable of(Random random) {
        RandomTable table = new RandomTable();
        for (String name : List.of("due", "part", "points", "limit")) {
            for (String row : List.of("3", "2")) {
                if (random.nextInt(20) > 0) {
                    table.rows.put(name + " " + row, segments(random));
                }
            }
        }
        return table;
    }

    private static List<Segment> segments(Random random) {
        List<Segment> segments = new ArrayList<>();
        LocalDate from = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(500));
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            LocalDate until = from.plusDays(random.nextInt(3) == 0 ? 0 : random.nextInt(500));
            boolean open = count == 1 && random.nextBoolean();
            segments.add(new Segment(from, open ? null : until, random.nextInt(101)));
            from = until.plusDays(1);
        }
        return segments;
    }

    RandomTable copy() {
        RandomTable copy = new RandomTable();
        rows.forEach((key, segments) -> copy.rows.put(key, new ArrayList<>(segments)));
        copy.overrides.addAll(overrides);
        return copy;
    }

    /** The values of a row that is there. */
    List<Segment> row(String key) {
        return Objects.requireNonNull(rows.get(key), key);
    }

    String key(Random random) {
        return List.copyOf(rows.keySet()).get(random.nextInt(rows.size()));
    }

    /** Every first and last day with its neighbours. */
    Set<LocalDate> days() {
        Set<LocalDate> days = new TreeSet<>();
        rows.values().forEach(segments -> segments.forEach(each -> add(days, each)));
        overrides.forEach(each -> add(days, each.segment()));
        return days;
    }

    private static void add(Set<LocalDate> days, Segment segment) {
        LocalDate last = segment.until() == null ? segment.from().plusYears(1) : segment.until();
        days.addAll(List.of(segment.from().minusDays(1), segment.from(), last, last.plusDays(1)));
    }

    String text() {
        return head("base", "") + STRUCTURE + parameters(UNITS.keySet(), rows, "");
    }

    /** A bundle that gives one row a value, in place of what stands there or not. */
    static String later(Replacement added, boolean overriding) {
        Map<String, List<Segment>> only = Map.of(added.key(), List.of(added.segment()));
        String reason = overriding ? ", overrides: why" : "";
        return head("later", ", extends: base")
                + parameters(Set.of(added.key().substring(0, added.key().indexOf(' '))), only, reason);
    }

    private static String head(String id, String rest) {
        return "bundle: {id: " + id + ", version: \"1\", title: t, status: DEMO, region: \"370100\", publisher: p,"
                + " effective: 2020-01-01, known_since: 2020-01-01" + rest + "}\n";
    }

    private static String parameters(Set<String> names, Map<String, List<Segment>> rows, String reason) {
        StringBuilder text = new StringBuilder("parameters:\n");
        for (String name : names) {
            String unit = String.valueOf(UNITS.get(name));
            StringBuilder values = new StringBuilder();
            for (String row : List.of("3", "2")) {
                List<Segment> segments = rows.get(name + " " + row);
                values.append(segments == null ? "" : row(row, unit, segments, reason));
            }
            String declared = "  " + name + ": {title: t, unit: " + unit;
            text.append(declared)
                    .append(values.isEmpty() ? "" : ", rows: [" + values + "]")
                    .append("}\n");
        }
        return text.toString();
    }

    private static String row(String row, String unit, List<Segment> segments, String reason) {
        String tiers = row.equals("3") ? "\"3\"" : "\"2\", \"1\", \"0\"";
        return segments.stream()
                .map(each -> "{from: " + each.from() + ", until: " + (each.until() == null ? "none" : each.until())
                        + ", value: " + value(unit, each.value()) + ", source: s" + reason + "}")
                .collect(Collectors.joining(", ", "{when: {tier: [" + tiers + "]}, values: [", "]}, "));
    }

    private static String value(String unit, int value) {
        return switch (unit) {
            case "ratio" -> value + "%";
            case "points" -> Integer.toString(value - 50);
            case "cap" -> value + "0.00";
            default -> value + ".50";
        };
    }

    /** What a search by hand finds: the value on a day, or the reason why there is none. */
    Object find(String name, String row, LocalDate day) {
        for (Replacement override : overrides) {
            if (override.key().equals(name + " " + row) && override.segment().covers(day)) {
                return override.segment().value();
            }
        }
        for (Segment segment : rows.getOrDefault(name + " " + row, List.of())) {
            if (segment.covers(day)) {
                return segment.value();
            }
        }
        List<Segment> table = new ArrayList<>();
        rows.forEach((key, segments) -> table.addAll(key.startsWith(name + " ") ? segments : List.of()));
        overrides.forEach(
                each -> table.addAll(each.key().startsWith(name + " ") ? List.of(each.segment()) : List.of()));
        boolean begun = table.stream().anyMatch(each -> !day.isBefore(each.from()));
        boolean lasting = table.stream().anyMatch(each -> each.until() == null || !day.isAfter(each.until()));
        return rows.containsKey(name + " " + row) && !(begun && lasting)
                ? "POLICY_NOT_IN_FORCE"
                : "POLICY_PARAMETER_MISSING";
    }
}
