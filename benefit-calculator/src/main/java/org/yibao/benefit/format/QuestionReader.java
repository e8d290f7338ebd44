package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.entitlement.Person;
import org.yibao.benefit.entitlement.Question;
import org.yibao.benefit.policy.Dimension;

/** Reads a question about a person, every field of it, before any rule is applied. */
final class QuestionReader {
    static final int USES_MAX = 100;

    /** Months of contribution and years have at most four digits. */
    private static final Decimals FOUR_DIGITS = new Decimals(4, 0);

    private static final Set<String> QUESTION = Set.of("patient", "credit", "enrolment", "contribution", "uses");
    private static final Set<String> PATIENT = Set.of("insutype", "psn_type", "psn_idet_type", "brdy", "gend");
    private static final Set<String> CREDIT = Set.of("month", "wage", "retired_on");
    private static final Set<String> ENROLMENT = Set.of("paid_on", "first", "year");
    private static final Set<String> CONTRIBUTION = Set.of("on", "months");
    private static final Set<String> USE = Set.of("kind", "for", "on");

    private final Faults faults;

    QuestionReader(Faults faults) {
        this.faults = faults;
    }

    /** The question; meaningless when a fault was noted. */
    Question read(Json.Obj object) {
        Fields fields = new Fields(object, "", faults, QUESTION);
        if (!fields.has("credit") && !fields.has("enrolment") && !fields.has("contribution") && !fields.has("uses")) {
            fields.require("credit");
        }
        return new Question(person(fields), credit(fields), enrolment(fields), contribution(fields), uses(fields));
    }

    private Person person(Fields question) {
        question.require("patient");
        Fields fields = question.object("patient", PATIENT);
        if (fields == null) {
            return new Person("", "", List.of(), null, null);
        }
        PersonFields person = new PersonFields(fields, faults);
        String insutype = person.insutype();
        String psnClass = InsuredPerson.psnClass(person.psnType(insutype));
        String gender = fields.choice("gend", Dimension.GENDER.allowed(), "");
        return new Person(insutype, psnClass, person.marks(), person.birthDate(), gender.isEmpty() ? null : gender);
    }

    private Question.@Nullable Credit credit(Fields question) {
        Fields fields = question.object("credit", CREDIT);
        if (fields == null) {
            return null;
        }
        fields.require("month");
        YearMonth month = fields.moment("month", Days.MONTH, YearMonth::from);
        Amount wage = fields.has("wage") ? fields.amount("wage") : null;
        LocalDate retiredOn = fields.day("retired_on");
        return month == null ? null : new Question.Credit(month, wage, retiredOn);
    }

    private Question.@Nullable Enrolment enrolment(Fields question) {
        Fields fields = question.object("enrolment", ENROLMENT);
        if (fields == null) {
            return null;
        }
        LocalDate paidOn = requiredDay(fields, "paid_on");
        Boolean first = fields.has("first") ? fields.bool("first") : null;
        BigDecimal year = fields.number("year", FOUR_DIGITS);
        if (year != null && !isThisOrNext(year.intValueExact(), paidOn)) {
            faults.invalid(fields.at("year"));
        }
        return new Question.Enrolment(paidOn, first, year == null ? null : year.intValueExact());
    }

    private static boolean isThisOrNext(int year, LocalDate paidOn) {
        return year == paidOn.getYear() || year == paidOn.getYear() + 1;
    }

    private Question.@Nullable Contribution contribution(Fields question) {
        Fields fields = question.object("contribution", CONTRIBUTION);
        if (fields == null) {
            return null;
        }
        LocalDate on = requiredDay(fields, "on");
        return new Question.Contribution(
                on, fields.requiredNumber("months", FOUR_DIGITS).intValueExact());
    }

    private List<Question.Use> uses(Fields question) {
        int count = question.items("uses").size();
        if (question.has("uses") && (count == 0 || count > USES_MAX)) {
            faults.invalid("uses");
        }
        List<Question.Use> uses = new ArrayList<>();
        for (Fields row : question.rows("uses", USE)) {
            uses.add(new Question.Use(row.text("kind"), row.text("for"), requiredDay(row, "on")));
        }
        return uses;
    }

    private static LocalDate requiredDay(Fields fields, String name) {
        fields.require(name);
        LocalDate day = fields.day(name);
        return day == null ? LocalDate.EPOCH : day;
    }
}
