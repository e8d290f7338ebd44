package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.DesignatedInstitution;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Maternity;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.QuoteRequest.Prescription;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Structure.Accumulator;

/** Reads one request's fields, every one of them, before any rule is applied. */
final class RequestReader {
    static final int LINES_MAX = 500;

    private static final String PHARMACY_SALE = "41";
    private static final String DELIVERY = "52";
    private static final Set<String> INSTITUTION_TYPES = Set.of("1", "2");

    /** The accumulators of the quote contract, known whatever bundles are active; the value says whether it counts. */
    private static final Map<String, Boolean> CONTRACT_ACCUMULATORS = Map.ofEntries(
            Map.entry("OPT_DEDC", false),
            Map.entry("OPT_PAY", false),
            Map.entry("IPT_COUNT", true),
            Map.entry("POOL_PAY", false),
            Map.entry("OVERCAP_PAY", false),
            Map.entry("BURDEN", false),
            Map.entry("RES_OPT_PAY", false),
            Map.entry("RES_POOL_PAY", false),
            Map.entry("RES_BURDEN", false),
            Map.entry("RES_SI_PAY", false),
            Map.entry("AID_BASE", false),
            Map.entry("AID_PAY", false));

    private static final Set<String> REQUEST = Set.of(
            "begntime",
            "med_type",
            "fixmedins",
            "patient",
            "place",
            "place_registered",
            "rx",
            "maternity",
            "cum",
            "acct",
            "feedetail",
            "opsp_dise_code",
            "referral_flag");
    private static final Set<String> INSTITUTION = Set.of("fixmedins_code", "fixmedins_type", "tier");
    private static final Set<String> PATIENT =
            Set.of("psn_no", "insutype", "psn_type", "psn_idet_type", "cvlserv_flag", "insuplc_admdvs", "brdy");
    private static final Set<String> PRESCRIPTION = Set.of("rx_circ_flag", "rx_tier");
    private static final Set<String> MATERNITY = Set.of("child_ordinal", "beneficiary");
    private static final Set<String> ACCOUNT = Set.of("acct_used_flag", "balc", "mulaid");
    private static final Set<String> FAMILY_ACCOUNT = Set.of("relation", "balc");
    private static final Set<String> LINE = Set.of(
            "feedetl_sn",
            "med_list_codg",
            "list_type",
            "chrgitm_lv",
            "cnt",
            "pric",
            "det_item_fee_sumamt",
            "selfpay_prop",
            "pric_uplmt_amt",
            "procured_flag",
            "equipment_flag",
            "wellness_flag");

    private final Faults faults;
    private final Map<String, Accumulator> declared;

    /** @param declared the accumulators of the active tables */
    RequestReader(Faults faults, Map<String, Accumulator> declared) {
        this.faults = faults;
        this.declared = declared;
    }

    /** The request; meaningless when a fault was noted. */
    QuoteRequest read(Json.Obj object) {
        Fields fields = new Fields(object, "", faults, REQUEST);
        LocalDateTime begntime = time(fields);
        String medType = fields.choice("med_type", Dimension.MED_TYPE.allowed());
        DesignatedInstitution institution = institution(fields);
        InsuredPerson patient = patient(fields);
        Place place = place(fields);
        return new QuoteRequest(
                begntime,
                medType,
                institution,
                patient,
                place,
                fields.bool("place_registered"),
                prescription(fields, medType),
                maternity(fields, medType.equals(DELIVERY) && patient.insutype().equals(PersonFields.EMPLOYEE)),
                cum(fields),
                account(fields),
                lines(fields),
                fields.flag("referral_flag"));
    }

    private LocalDateTime time(Fields fields) {
        fields.require("begntime");
        LocalDateTime time = fields.moment("begntime", Days.TIME, LocalDateTime::from);
        return time == null ? LocalDateTime.MIN : time;
    }

    private DesignatedInstitution institution(Fields request) {
        request.require("fixmedins");
        Fields fields = request.object("fixmedins", INSTITUTION);
        if (fields == null) {
            return new DesignatedInstitution("", "", "");
        }
        return new DesignatedInstitution(
                fields.text("fixmedins_code"),
                fields.choice("fixmedins_type", INSTITUTION_TYPES),
                fields.choice("tier", Dimension.TIER.allowed()));
    }

    private InsuredPerson patient(Fields request) {
        request.require("patient");
        String disease = request.optionalText("opsp_dise_code");
        Fields fields = request.object("patient", PATIENT);
        if (fields == null) {
            return new InsuredPerson("", "", "", List.of(), false, null, null, disease);
        }
        PersonFields person = new PersonFields(fields, faults);
        String psnNo = fields.text("psn_no");
        String insutype = person.insutype();
        return new InsuredPerson(
                psnNo,
                insutype,
                person.psnType(insutype),
                person.marks(),
                fields.flag("cvlserv_flag"),
                fields.optionalText("insuplc_admdvs"),
                Objects.toString(person.birthDate(), null),
                disease);
    }

    private static Place place(Fields fields) {
        String text = fields.choice("place", Dimension.PLACE.allowed(), Place.LOCAL.name());
        return Dimension.PLACE.allowed().contains(text) ? Place.valueOf(text) : Place.LOCAL;
    }

    private @Nullable Prescription prescription(Fields request, String medType) {
        Fields fields = request.object("rx", PRESCRIPTION);
        if (fields == null) {
            return null;
        }
        boolean circulated = fields.flag("rx_circ_flag");
        if (circulated && medType.equals(PHARMACY_SALE)) {
            fields.require("rx_tier");
        }
        String tier = fields.choice("rx_tier", Dimension.TIER.allowed(), "");
        return new Prescription(circulated, tier.isEmpty() ? null : tier);
    }

    private @Nullable Maternity maternity(Fields request, boolean required) {
        Fields fields = request.object("maternity", MATERNITY);
        if (required && !request.has("maternity")) {
            faults.missing("maternity.child_ordinal");
        }
        if (fields == null) {
            return null;
        }
        if (required) {
            fields.require("child_ordinal");
        }
        String beneficiary = fields.choice("beneficiary", Dimension.BENEFICIARY.allowed(), "SELF");
        return new Maternity(ordinal(fields), beneficiary);
    }

    private @Nullable Integer ordinal(Fields fields) {
        BigDecimal number = fields.number("child_ordinal", Decimals.WHOLE);
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            faults.invalid(fields.at("child_ordinal"));
        }
        return number.min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValueExact();
    }

    private YearToDate cum(Fields request) {
        Fields fields = request.object("cum", known(request));
        Map<String, Long> values = new TreeMap<>();
        if (fields != null) {
            for (String code : fields.names()) {
                values.put(code, accumulated(fields, code));
            }
        }
        return YearToDate.of(values);
    }

    private Set<String> known(Fields request) {
        if (!request.has("cum")) {
            return Set.of();
        }
        Set<String> known = new HashSet<>(CONTRACT_ACCUMULATORS.keySet());
        known.addAll(declared.keySet());
        return known;
    }

    private long accumulated(Fields fields, String code) {
        Accumulator accumulator = declared.get(code);
        boolean counts = accumulator == null ? CONTRACT_ACCUMULATORS.getOrDefault(code, false) : accumulator.counts();
        if (!counts) {
            return fields.amount(code).fen();
        }
        BigDecimal count = fields.number(code, Decimals.WHOLE);
        return count == null ? 0 : count.longValueExact();
    }

    private PersonalAccount account(Fields request) {
        Fields fields = request.object("acct", ACCOUNT);
        if (fields == null) {
            return PersonalAccount.NONE;
        }
        List<FamilyAccount> family = new ArrayList<>();
        for (Fields row : fields.rows("mulaid", FAMILY_ACCOUNT)) {
            family.add(new FamilyAccount(row.text("relation"), row.requiredAmount("balc")));
        }
        return new PersonalAccount(fields.flag("acct_used_flag"), fields.amount("balc"), family);
    }

    private List<FeeLine> lines(Fields request) {
        request.require("feedetail");
        int count = request.items("feedetail").size();
        if (request.has("feedetail") && (count == 0 || count > LINES_MAX)) {
            faults.invalid("feedetail");
        }
        List<FeeLine> lines = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Fields row : request.rows("feedetail", LINE)) {
            FeeLine line = line(row);
            lines.add(line);
            total = total.add(line.amount().yuan());
            if (!line.number().isEmpty() && !numbers.add(line.number())) {
                faults.duplicateLine(line.number());
            }
        }
        if (!Decimals.MONEY.admits(total.stripTrailingZeros())) {
            faults.invalid("feedetail");
        }
        return lines;
    }

    private FeeLine line(Fields fields) {
        BigDecimal proportion = fields.number("selfpay_prop", Decimals.PROPORTION);
        if (proportion != null && proportion.compareTo(BigDecimal.ONE) > 0) {
            faults.invalid(fields.at("selfpay_prop"));
        }
        return new FeeLine(
                fields.text("feedetl_sn"),
                fields.text("med_list_codg"),
                fields.choice("list_type", Dimension.LIST_TYPE.allowed()),
                fields.choice("chrgitm_lv", Dimension.CHRGITM_LV.allowed()),
                fields.requiredNumber("cnt", Decimals.COUNT),
                fields.requiredNumber("pric", Decimals.PRICE),
                fields.requiredAmount("det_item_fee_sumamt"),
                proportion,
                fields.number("pric_uplmt_amt", Decimals.PRICE),
                fields.flag("procured_flag"),
                fields.flag("equipment_flag"),
                fields.flag("wellness_flag"));
    }
}
