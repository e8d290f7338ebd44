package org.yibao.benefit.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of a visit or of a bill line that a condition may ask for, by the names and values of the quote
 * contract. A bundle adds its own: each of its classes is a dimension of one value, each accumulator one of a
 * number.
 */
public enum Dimension {
    INSUTYPE("insutype", Kind.ONE, "310", "390"),
    MED_TYPE("med_type", Kind.ONE, "11", "14", "21", "28", "41", "52"),
    /** The first two digits of {@code psn_type}. */
    PSN_TYPE("psn_type", Kind.ONE, "11", "12", "14", "15", "16"),
    MARK(
            "mark",
            Kind.SEVERAL,
            "PRE1949",
            "TEKUN",
            "DIBAO",
            "FANPIN",
            "POOR_REGISTERED",
            "SEVERE_DISABILITY",
            "LOWINCOME",
            "ILLNESS_POOR"),
    /** After the bundle's {@code tiers} mapping. */
    TIER("tier", Kind.ONE, "3", "2", "1", "0"),
    PLACE("place", Kind.ONE, "LOCAL", "PROVINCE", "OUTSIDE"),
    PLACE_REGISTERED("place_registered", Kind.ONE, "0", "1"),
    /** 1 when a pharmacy fills an outside prescription. */
    PRESCRIPTION("prescription", Kind.ONE, "0", "1"),
    BENEFICIARY("beneficiary", Kind.ONE, "SELF", "SPOUSE"),
    CVLSERV_FLAG("cvlserv_flag", Kind.ONE, "0", "1"),
    REFERRAL_FLAG("referral_flag", Kind.ONE, "0", "1"),
    CHRONIC_DISEASE("opsp_dise_code", Kind.FREE),
    CHILD_ORDINAL("child_ordinal", Kind.NUMBER),
    /** Full years at the day of the visit, from {@code brdy}. */
    AGE("age", Kind.NUMBER),
    /**
     * Months from the day of birth ({@code brdy}) to the day of the visit, a begun one counted whole: 6 up to and
     * including the day six months after birth, 7 from the day after that.
     */
    AGE_MONTHS("age_months", Kind.NUMBER),
    /** Of the calendar year, 1 to 12. */
    MONTH("month", Kind.NUMBER),
    /** 1 when a line of the bill is one that no account may pay. */
    WELLNESS("wellness", Kind.ONE, "0", "1"),
    /** Whose accounts are asked to pay; the own one only where the bundle lets it. */
    ACCOUNT("account", Kind.SEVERAL, "OWN", "FAMILY"),

    GENDER("gend", Kind.PERSON, "1", "2"),
    /** 1 when the person pays into the scheme for the first time. */
    FIRST_PAYMENT("first_payment", Kind.PERSON, "0", "1"),
    /** 1 when a payment is for the year after the one it is made in. */
    COMING_YEAR("coming_year", Kind.PERSON, "0", "1"),

    LIST_TYPE("list_type", Kind.LINE, "101", "102", "103", "104", "105", "201", "301"),
    CHRGITM_LV("chrgitm_lv", Kind.LINE, "01", "02", "03"),
    PROCURED_FLAG("procured_flag", Kind.LINE, "0", "1"),
    EQUIPMENT_FLAG("equipment_flag", Kind.LINE, "0", "1"),
    UNIT_PRICE("unit_price", Kind.LINE_NUMBER);

    /** What kind of value a dimension has, and whether it belongs to the visit or to one line. */
    public enum Kind {
        ONE,
        SEVERAL,
        FREE,
        NUMBER,
        /** One value, known only where a question about a person is answered, not of a visit. */
        PERSON,
        LINE,
        LINE_NUMBER
    }

    private static final Map<String, Dimension> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Dimension::code, each -> each));

    private final String code;
    private final Kind kind;

    // Set.of is immutable, which the type does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> values;

    Dimension(String code, Kind kind, String... values) {
        this.code = code;
        this.kind = kind;
        this.values = Set.of(values);
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    /** The closed list of its values; empty for numbers and free texts. */
    public Set<String> allowed() {
        return values;
    }

    public boolean isOfLine() {
        return kind == Kind.LINE || kind == Kind.LINE_NUMBER;
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER || kind == Kind.LINE_NUMBER;
    }

    public static Optional<Dimension> parse(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
