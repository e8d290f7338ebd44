package org.yibao.benefit.split;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of the normative page on one day under some of its bundles, and which of those asked for is not there. */
final class IndependentFigures {
    static final String DRAFT = "shandong-employee-draft-2024";
    static final String DEMO = "demo-supplement";
    static final String MISSING = "POLICY_PARAMETER_MISSING";
    static final String NOT_IN_FORCE = "POLICY_NOT_IN_FORCE";

    private static final LocalDate OUTPATIENT_BEGINS = LocalDate.of(2022, 1, 1);
    private static final LocalDate OUTPATIENT_ENDS = LocalDate.of(2027, 12, 31);
    private static final LocalDate DRAFT_BEGINS = LocalDate.of(2024, 1, 1);

    private final LocalDate day;
    private final Set<String> bundles;
    private @Nullable String gap;
    private boolean draftWasRead;
    private boolean demoWasRead;

    IndependentFigures(LocalDate day, Set<String> bundles) {
        this.day = day;
        this.bundles = bundles;
    }

    int year() {
        return day.getYear();
    }

    /** Why the visit cannot be computed; null when every figure asked for was there. */
    @Nullable
    String gap() {
        return gap;
    }

    boolean draftWasRead() {
        return draftWasRead;
    }

    boolean demoWasRead() {
        return demoWasRead;
    }

    void note(String code) {
        gap = MISSING.equals(gap) ? gap : code;
    }

    <T> T draft(T value) {
        draftWasRead = true;
        return from(DRAFT_BEGINS, DRAFT, value);
    }

    <T> T demo(LocalDate first, T value) {
        demoWasRead = true;
        return from(first, DEMO, value);
    }

    /** A placeholder that section 8 gives for every year. */
    <T> T demo(T value) {
        return demo(LocalDate.MIN, value);
    }

    private <T> T from(LocalDate first, String bundle, T value) {
        if (!bundles.contains(bundle)) {
            note(MISSING);
        } else if (day.isBefore(first)) {
            note(NOT_IN_FORCE);
        }
        return value;
    }

    /** A figure of the Jinan outpatient text, which also sets the threshold of the secondary payment. */
    <T> T outpatient(T in2022, T in2023, T later) {
        if (day.isBefore(OUTPATIENT_BEGINS) || day.isAfter(OUTPATIENT_ENDS)) {
            note(NOT_IN_FORCE);
        }
        return year() <= 2022 ? in2022 : year() == 2023 ? in2023 : later;
    }

    /** Points off for an unregistered stay outside the province, of which the text says nothing for 2022. */
    long outsidePoints() {
        if (year() == 2022) {
            note(MISSING);
        }
        return outpatient(0L, 10L, 10L);
    }
}
