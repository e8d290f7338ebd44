package org.yibao.benefit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which facts the quote contract never lets come together; a visit that has them is refused before any policy. */
final class ContractRules {
    private static final String EMPLOYEE = "310";
    private static final Set<String> EMPLOYEE_TYPES = Set.of("11", "12");
    private static final String PHARMACY_SALE = "41";
    private static final String DELIVERY = "52";

    private static final Condition EMPLOYEES = only(Dimension.INSUTYPE, Set.of(EMPLOYEE));
    private static final Condition SALES = only(Dimension.MED_TYPE, Set.of(PHARMACY_SALE));
    private static final Condition DELIVERIES = only(Dimension.MED_TYPE, Set.of(DELIVERY));
    private static final Condition EMPLOYEE_PERSONS = only(Dimension.PSN_TYPE, EMPLOYEE_TYPES);

    private ContractRules() {}

    private static Condition only(Dimension dimension, Set<String> values) {
        return new Condition(Map.of(dimension.code(), new Criterion.AnyOf(values)));
    }

    /** What else must be told apart so that {@link #admit} can judge, when these dimensions are asked for. */
    static List<Condition> linked(Set<String> asked) {
        List<Condition> linked = new ArrayList<>();
        if (asked.contains(Dimension.INSUTYPE.code()) && asked.contains(Dimension.PSN_TYPE.code())) {
            linked.add(EMPLOYEES);
            linked.add(EMPLOYEE_PERSONS);
        }
        if (asked.contains(Dimension.PRESCRIPTION.code()) && asked.contains(Dimension.MED_TYPE.code())) {
            linked.add(SALES);
        }
        if (asked.contains(Dimension.CHILD_ORDINAL.code()) || asked.contains(Dimension.BENEFICIARY.code())) {
            linked.add(EMPLOYEES);
            linked.add(DELIVERIES);
        }
        return linked;
    }

    /** Whether a request may have these facts; what is not put yet may be anything. */
    static boolean admit(SampleVisit visit) {
        return admitsPerson(visit) && admitsPrescription(visit) && admitsMaternity(visit);
    }

    private static boolean admitsPerson(SampleVisit visit) {
        return !visit.has(Dimension.INSUTYPE)
                || !visit.has(Dimension.PSN_TYPE)
                || EMPLOYEES.holds(visit) == EMPLOYEE_PERSONS.holds(visit);
    }

    private static boolean admitsPrescription(SampleVisit visit) {
        return !visit.has(Dimension.PRESCRIPTION)
                || !visit.has(Dimension.MED_TYPE)
                || visit.texts(Dimension.PRESCRIPTION.code()).contains("0")
                || SALES.holds(visit);
    }

    /** An employee's delivery always says whose and which child it is. */
    private static boolean admitsMaternity(SampleVisit visit) {
        boolean delivery = visit.has(Dimension.INSUTYPE)
                && visit.has(Dimension.MED_TYPE)
                && EMPLOYEES.holds(visit)
                && DELIVERIES.holds(visit);
        return !delivery || !(visit.lacks(Dimension.CHILD_ORDINAL) || visit.lacks(Dimension.BENEFICIARY));
    }
}
