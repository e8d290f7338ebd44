package org.yibao.benefit.entitlement;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a person: no name, no number.
 *
 * @param insutype 310 employees, 390 residents
 * @param psnClass the first two digits of {@code psn_type}
 * @param marks {@code psn_idet_type}
 * @param birthDate null when not given
 * @param gender {@code gend}: 1 male, 2 female; null when not given
 */
public record Person(
        String insutype,
        String psnClass,
        List<String> marks,
        @Nullable LocalDate birthDate,
        @Nullable String gender) {

    public Person {
        marks = List.copyOf(marks);
    }

    Person withClass(String other) {
        return new Person(insutype, other, marks, birthDate, gender);
    }

    /** Without the birth date, which tells who it is. */
    @Override
    public String toString() {
        return "Person[insutype=" + insutype + ", psnClass=" + psnClass + ", marks=" + marks + "]";
    }
}
