package org.yibao.benefit.format;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.policy.Dimension;

/** Reads what requests say of an insured person. */
final class PersonFields {
    static final String EMPLOYEE = "310";
    static final String RESIDENT = "390";

    private static final Pattern PSN_TYPE = Pattern.compile("[0-9]{2,6}");
    private static final Map<String, Set<String>> CLASSES =
            Map.of(EMPLOYEE, Set.of("11", "12"), RESIDENT, Set.of("14", "15", "16"));

    private final Fields fields;
    private final Faults faults;

    PersonFields(Fields fields, Faults faults) {
        this.fields = fields;
        this.faults = faults;
    }

    String insutype() {
        return fields.choice("insutype", Dimension.INSUTYPE.allowed());
    }

    /** Two to six digits, of which the first two are a class of the insurance. */
    String psnType(String insutype) {
        String text = fields.text("psn_type");
        if (!fields.has("psn_type")) {
            return text;
        }
        boolean wellFormed = PSN_TYPE.matcher(text).matches();
        // With a faulty insutype, which is noted by itself, any class will do.
        Set<String> classes = CLASSES.getOrDefault(insutype, Dimension.PSN_TYPE.allowed());
        if (!wellFormed || !classes.contains(InsuredPerson.psnClass(text))) {
            faults.invalid(fields.at("psn_type"));
        }
        return text;
    }

    List<String> marks() {
        List<String> marks = new ArrayList<>();
        List<Json> items = fields.items("psn_idet_type");
        for (int index = 0; index < items.size(); index++) {
            if (items.get(index) instanceof Json.Text text
                    && Dimension.MARK.allowed().contains(text.value())) {
                marks.add(text.value());
            } else {
                faults.invalid(fields.at("psn_idet_type[" + index + "]"));
            }
        }
        return marks;
    }

    @Nullable
    LocalDate birthDate() {
        return fields.day("brdy");
    }
}
