package org.yibao.terminal.catalogue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.settlement.port.Catalogue;
import org.yibao.terminal.text.Sentences;
import org.yibao.terminal.yaml.YamlFaults;
import org.yibao.terminal.yaml.YamlFile;
import org.yibao.terminal.yaml.YamlSection;

/**
 * A catalogue file: {@code items}, each with {@code code}, {@code name}, {@code list_type}, {@code chrgitm_lv},
 * {@code selfpay_prop}, {@code pric_uplmt_amt}, the three flags, and the days {@code from} and {@code until} (both
 * included) on which the row counts. A code may have several rows whose days do not overlap.
 */
public final class CatalogueFile implements Catalogue {
    /** Most rows of a file. */
    public static final int ITEMS_MAX = 50_000;

    private static final int CODE_MAX = 50;
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z._-]{1," + CODE_MAX + "}");
    private static final Pattern NAME = Pattern.compile(".{1,200}");
    private static final Pattern LIST_TYPE = Pattern.compile("10[1-5]|201|301");
    private static final Pattern LEVEL = Pattern.compile("0[1-3]");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final BigDecimal PRICE_MAX = new BigDecimal("9999999999.999999");
    private static final int PRICE_DECIMALS = 6;
    private static final int PROPORTION_DECIMALS = 4;

    private final Map<String, List<Row>> rows;

    private record Row(LocalDate from, @Nullable LocalDate until, Item item) {
        boolean covers(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }

        boolean overlaps(Row other) {
            boolean before = until != null && until.isBefore(other.from);
            boolean after = other.until != null && other.until.isBefore(from);
            return !before && !after;
        }
    }

    private CatalogueFile(Map<String, List<Row>> rows) {
        this.rows = rows;
    }

    /** @throws CatalogueException with all faults */
    public static CatalogueFile load(Path file) {
        YamlFaults faults = new YamlFaults();
        return read(YamlFile.load(file, faults), faults);
    }

    /** As {@link #load}, from bytes in UTF-8. */
    public static CatalogueFile parse(byte[] yaml) {
        YamlFaults faults = new YamlFaults();
        return read(YamlFile.parse(yaml, faults), faults);
    }

    private static CatalogueFile read(YamlSection top, YamlFaults faults) {
        Map<String, List<Row>> rows = new HashMap<>();
        List<YamlSection> items = top.sections("items");
        if (top.present() && (items.isEmpty() || items.size() > ITEMS_MAX)) {
            top.fault("items", Sentences.of("catalogue.count", ITEMS_MAX));
        }
        for (YamlSection section : items) {
            Row row = row(section);
            List<Row> same = rows.computeIfAbsent(row.item().code(), code -> new ArrayList<>());
            if (!row.item().code().isEmpty() && same.stream().anyMatch(row::overlaps)) {
                section.fault("code", Sentences.of("catalogue.overlap"));
            }
            same.add(row);
        }
        top.end();
        if (!faults.isEmpty()) {
            throw new CatalogueException(faults.all());
        }
        return new CatalogueFile(rows);
    }

    private static Row row(YamlSection section) {
        String code = section.text("code", CODE, Sentences.of("catalogue.code"));
        String name = section.text("name", NAME, Sentences.of("catalogue.name"));
        String listType = section.text("list_type", LIST_TYPE, Sentences.of("catalogue.list-type"));
        String level = section.text("chrgitm_lv", LEVEL, Sentences.of("catalogue.level"));
        BigDecimal proportion = section.decimal("selfpay_prop", BigDecimal.ONE, PROPORTION_DECIMALS)
                .orElse(null);
        BigDecimal ceiling =
                section.decimal("pric_uplmt_amt", PRICE_MAX, PRICE_DECIMALS).orElse(null);
        boolean procured = section.flag("procured", false);
        boolean equipment = section.flag("equipment", false);
        boolean wellness = section.flag("wellness", false);
        if (!section.has("from")) {
            section.fault("from", Sentences.of("yaml.key-missing"));
        }
        LocalDate from = day(section, "from").orElse(LocalDate.MIN);
        LocalDate until = day(section, "until").orElse(null);
        if (until != null && until.isBefore(from)) {
            section.fault("until", Sentences.of("catalogue.until-before-from"));
        }
        section.end();
        return new Row(
                from, until, new Item(code, name, listType, level, proportion, ceiling, procured, equipment, wellness));
    }

    private static Optional<LocalDate> day(YamlSection section, String key) {
        Optional<String> text = section.optionalText(key, DAY, Sentences.of("catalogue.day"));
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException noDay) {
            section.fault(key, Sentences.of("yaml.expected", Sentences.of("catalogue.day")));
            return Optional.empty();
        }
    }

    @Override
    public Optional<Item> find(String code, LocalDate day) {
        return rows.getOrDefault(code, List.of()).stream()
                .filter(row -> row.covers(day))
                .map(Row::item)
                .findFirst();
    }
}
