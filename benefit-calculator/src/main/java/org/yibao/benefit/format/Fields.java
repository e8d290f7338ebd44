package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;

/**
 * The fields of one JSON object. Each reading notes what is wrong and then gives a harmless value, so that
 * one pass sees every field; the caller drops all of it when a fault was noted.
 */
final class Fields {
    private final Map<String, Json> fields;
    private final String path;
    private final Faults faults;

    /** @param known every name the object may have; others are noted as unknown */
    Fields(Json.Obj object, String path, Faults faults, Set<String> known) {
        this.fields = object.fields();
        this.path = path;
        this.faults = faults;
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                faults.unknown(at(name));
            }
        }
        object.repeated().forEach(name -> faults.invalid(at(name)));
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Notes a required field that is absent. */
    void require(String name) {
        if (!has(name)) {
            faults.missing(at(name));
        }
    }

    /** A text that is not empty; "" after a fault. */
    String text(String name) {
        require(name);
        String text = optionalText(name);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String name) {
        Json value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Json.Text text && !text.value().isEmpty()) {
            return text.value();
        }
        faults.invalid(at(name));
        return null;
    }

    /** A text of a closed list. */
    String choice(String name, Set<String> choices) {
        require(name);
        return choice(name, choices, "");
    }

    String choice(String name, Set<String> choices, String absent) {
        String text = optionalText(name);
        if (text == null) {
            return absent;
        }
        if (!choices.contains(text)) {
            faults.invalid(at(name));
        }
        return text;
    }

    private static final Set<String> FLAGS = Set.of("0", "1");

    /** {@code "1"}; absent is {@code "0"}. */
    boolean flag(String name) {
        return choice(name, FLAGS, "0").equals("1");
    }

    boolean bool(String name) {
        Json value = fields.get(name);
        if (value instanceof Json.Bool bool) {
            return bool.value();
        }
        if (value != null) {
            faults.invalid(at(name));
        }
        return false;
    }

    @Nullable
    BigDecimal number(String name, Decimals decimals) {
        Json value = fields.get(name);
        if (value == null) {
            return null;
        }
        BigDecimal number =
                value instanceof Json.Num num ? decimals.read(num.literal()).orElse(null) : null;
        if (number == null) {
            faults.invalid(at(name));
        }
        return number;
    }

    BigDecimal requiredNumber(String name, Decimals decimals) {
        require(name);
        BigDecimal number = number(name, decimals);
        return number == null ? BigDecimal.ZERO : number;
    }

    /** Money; absent is 0. */
    Amount amount(String name) {
        BigDecimal yuan = number(name, Decimals.MONEY);
        return yuan == null ? Amount.ZERO : Amount.ofYuan(yuan);
    }

    Amount requiredAmount(String name) {
        require(name);
        return amount(name);
    }

    /** A day such as {@code 2024-01-31}; null when it is absent or faulty. */
    @Nullable
    LocalDate day(String name) {
        return moment(name, Days.DAY, LocalDate::from);
    }

    /** A point in time by its format; null when it is absent or faulty. */
    <T> @Nullable T moment(String name, DateTimeFormatter format, TemporalQuery<T> type) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        try {
            return format.parse(text, type);
        } catch (DateTimeException unreadable) {
            faults.invalid(at(name));
            return null;
        }
    }

    /** An object; null when it is absent or faulty. */
    @Nullable
    Fields object(String name, Set<String> known) {
        Json value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Json.Obj object) {
            return new Fields(object, at(name), faults, known);
        }
        faults.invalid(at(name));
        return null;
    }

    /** A list's items; none when it is absent or faulty. */
    List<Json> items(String name) {
        Json value = fields.get(name);
        if (value instanceof Json.Arr array) {
            return array.items();
        }
        if (value != null) {
            faults.invalid(at(name));
        }
        return List.of();
    }

    /** The objects of a list; an item that is none is faulty and left out. */
    List<Fields> rows(String name, Set<String> known) {
        List<Fields> rows = new ArrayList<>();
        List<Json> items = items(name);
        for (int index = 0; index < items.size(); index++) {
            String item = at(name) + "[" + index + "]";
            if (items.get(index) instanceof Json.Obj object) {
                rows.add(new Fields(object, item, faults, known));
            } else {
                faults.invalid(item);
            }
        }
        return rows;
    }

    Set<String> names() {
        return fields.keySet();
    }
}
