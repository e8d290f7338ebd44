package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yibao.settlement.Operator;

/**
 * The fields of one object of a till's call, under the rules of the quote contract: a field nobody knows, one that
 * is missing and one with a wrong value are each refused by name.
 */
final class Fields {
    private final ObjectNode node;
    private final String path;

    private Fields(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** @param known every field that may stand here */
    static Fields of(ObjectNode node, String... known) {
        return new Fields(node, "").only(known);
    }

    private Fields only(String... known) {
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw ApiRefusal.unknownField(at(shortened(name)));
            }
        });
        return this;
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return node.has(name);
    }

    private JsonNode required(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw ApiRefusal.missingField(at(name));
        }
        return value;
    }

    /** A text of 1 to {@code max} characters that is not blank and has no control characters. */
    String text(String name, int max) {
        JsonNode value = required(name);
        if (value.isTextual() && fits(value.textValue(), max)) {
            return value.textValue();
        }
        throw ApiRefusal.invalidField(at(name));
    }

    private static boolean fits(String text, int max) {
        return !text.isBlank() && text.length() <= max && text.chars().noneMatch(Character::isISOControl);
    }

    Optional<String> optionalText(String name, int max) {
        return has(name) ? Optional.of(text(name, max)) : Optional.empty();
    }

    String choice(String name, Set<String> allowed) {
        String value = text(name, 20);
        if (!allowed.contains(value)) {
            throw ApiRefusal.invalidField(at(name));
        }
        return value;
    }

    String choice(String name, Set<String> allowed, String otherwise) {
        return has(name) ? choice(name, allowed) : otherwise;
    }

    /** A number of at least 0 with at most so many digits before and after the point, judged by its value. */
    BigDecimal decimal(String name, int integerDigits, int decimals) {
        JsonNode value = required(name);
        if (!value.isNumber()) {
            throw ApiRefusal.invalidField(at(name));
        }
        BigDecimal number = value.decimalValue();
        // Precision and scale alone tell the size: the digits of 1e999999999 are never written out.
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean tooLong = (long) stripped.precision() - stripped.scale() > integerDigits;
        if (stripped.signum() < 0 || stripped.scale() > decimals || tooLong) {
            throw ApiRefusal.invalidField(at(name));
        }
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    int integer(String name, int min, int max, int otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw ApiRefusal.invalidField(at(name));
        }
        return value.intValue();
    }

    Optional<Fields> object(String name, String... known) {
        if (!has(name)) {
            return Optional.empty();
        }
        if (required(name) instanceof ObjectNode object) {
            return Optional.of(new Fields(object, at(name)).only(known));
        }
        throw ApiRefusal.invalidField(at(name));
    }

    /** The objects of a list, none when the field is not there. */
    List<Fields> objects(String name, int max, String... known) {
        List<Fields> found = new ArrayList<>();
        if (!has(name)) {
            return found;
        }
        JsonNode list = required(name);
        if (!list.isArray() || list.size() > max) {
            throw ApiRefusal.invalidField(at(name));
        }
        for (int i = 0; i < list.size(); i++) {
            String item = at(name) + "[" + i + "]";
            if (!(list.get(i) instanceof ObjectNode object)) {
                throw ApiRefusal.invalidField(item);
            }
            found.add(new Fields(object, item).only(known));
        }
        return found;
    }

    /** {@code opter}, {@code opter_name} and {@code dev_no}, which every call of a till names. */
    Operator operator() {
        return new Operator(text("opter", 30), text("opter_name", 50), text("dev_no", 100));
    }
}
