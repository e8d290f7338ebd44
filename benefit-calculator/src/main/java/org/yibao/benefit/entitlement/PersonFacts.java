package org.yibao.benefit.entitlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Age;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.Structure;
import org.yibao.benefit.policy.Structure.Classification;

/** What conditions may ask of a person on a day; keeps the fields that were asked for and not given. */
final class PersonFacts implements Facts {
    /** The field each fact comes from that need not be given. */
    private static final Map<String, String> FIELDS = Map.of(
            Dimension.AGE.code(), "patient.brdy",
            Dimension.AGE_MONTHS.code(), "patient.brdy",
            Dimension.GENDER.code(), "patient.gend",
            Dimension.FIRST_PAYMENT.code(), "enrolment.first",
            Dimension.COMING_YEAR.code(), "enrolment.year");

    private final Structure structure;
    private final Map<String, Set<String>> texts = new HashMap<>();
    private final Map<String, BigDecimal> numbers = new HashMap<>();
    private final Set<String> absent = new LinkedHashSet<>();
    private boolean unborn;

    PersonFacts(Structure structure, Person person, LocalDate day) {
        this(structure, person, day, null);
    }

    PersonFacts(Structure structure, Person person, LocalDate day, Question.@Nullable Enrolment enrolment) {
        this.structure = structure;
        put(Dimension.INSUTYPE, person.insutype());
        put(Dimension.PSN_TYPE, person.psnClass());
        texts.put(Dimension.MARK.code(), Set.copyOf(person.marks()));
        put(Dimension.GENDER, person.gender());
        putNumber(Dimension.MONTH, day.getMonthValue());
        putAge(person.birthDate(), day);
        if (enrolment != null) {
            putPayment(enrolment);
        }
    }

    private void putAge(@Nullable LocalDate birth, LocalDate day) {
        if (birth == null) {
            return;
        }
        Age age = new Age(birth, day);
        unborn = !age.isBorn();
        if (!unborn) {
            putNumber(Dimension.AGE, age.years());
            putNumber(Dimension.AGE_MONTHS, age.monthsBegun());
        }
    }

    /** Whether the birth date given lies after the day. */
    boolean isUnborn() {
        return unborn;
    }

    private void putPayment(Question.Enrolment enrolment) {
        Boolean first = enrolment.first();
        Integer year = enrolment.year();
        put(Dimension.FIRST_PAYMENT, first == null ? null : flag(first));
        put(
                Dimension.COMING_YEAR,
                year == null ? null : flag(year > enrolment.paidOn().getYear()));
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }

    private void put(Dimension dimension, @Nullable String value) {
        if (value != null) {
            texts.put(dimension.code(), Set.of(value));
        }
    }

    private void putNumber(Dimension dimension, int value) {
        numbers.put(dimension.code(), BigDecimal.valueOf(value));
    }

    /** Decides a class when it is first asked for; it may ask for those before it. */
    private void decide(Classification each) {
        Set<String> member = each.of(this).map(m -> Set.of(m.name())).orElse(Set.of());
        texts.put(each.name(), member);
    }

    @Override
    public Set<String> texts(String dimension) {
        if (!texts.containsKey(dimension)) {
            structure.classes().stream()
                    .filter(each -> each.name().equals(dimension))
                    .forEach(this::decide);
        }
        Set<String> known = texts.get(dimension);
        noteAbsent(dimension, known);
        return known == null ? Set.of() : known;
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        BigDecimal known = numbers.get(dimension);
        noteAbsent(dimension, known);
        return known;
    }

    private void noteAbsent(String dimension, @Nullable Object known) {
        String field = FIELDS.get(dimension);
        if (known == null && field != null) {
            absent.add(field);
        }
    }

    /** The fields that conditions asked for and that were not given, in that order. */
    Set<String> absent() {
        return absent;
    }
}
