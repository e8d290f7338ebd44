package org.yibao.benefit;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest.Maternity;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.QuoteRequest.Prescription;

/** Builds requests for tests: an employee in service at a tier 3 institution of Jinan, unless told otherwise. */
public final class Visits {
    private LocalDateTime begntime = LocalDateTime.of(2024, 6, 1, 10, 0);
    private String medType = "11";
    private String tier = "3";
    private String insutype = "310";
    private String psnType = "11";
    private List<String> marks = List.of();
    private boolean civilServant;
    private @Nullable String disease;
    private Place place = Place.LOCAL;
    private boolean registered;
    private @Nullable Prescription prescription;
    private @Nullable Maternity maternity;
    private final TreeMap<String, Long> cum = new TreeMap<>();
    private PersonalAccount account = PersonalAccount.NONE;
    private final List<FeeLine> lines = new ArrayList<>();

    public static Visits employee() {
        return new Visits();
    }

    public static Visits resident() {
        Visits visits = new Visits();
        visits.insutype = "390";
        visits.psnType = "15";
        return visits;
    }

    public Visits at(String time) {
        begntime = LocalDateTime.parse(time);
        return this;
    }

    public Visits medType(String code) {
        medType = code;
        return this;
    }

    public Visits tier(String code) {
        tier = code;
        return this;
    }

    public Visits psnType(String code) {
        psnType = code;
        return this;
    }

    public Visits marks(String... codes) {
        marks = List.of(codes);
        return this;
    }

    public Visits civilServant() {
        civilServant = true;
        return this;
    }

    public Visits disease(String code) {
        disease = code;
        return this;
    }

    public Visits place(Place where, boolean isRegistered) {
        place = where;
        registered = isRegistered;
        return this;
    }

    public Visits prescribedBy(String prescriberTier) {
        prescription = new Prescription(true, prescriberTier);
        return this;
    }

    public Visits child(int ordinal, String beneficiary) {
        maternity = new Maternity(ordinal, beneficiary);
        return this;
    }

    /** @param value fen, or a count */
    public Visits cum(String code, long value) {
        cum.put(code, value);
        return this;
    }

    public Visits account(boolean used, String balance, FamilyAccount... family) {
        account = new PersonalAccount(used, Amount.parse(balance), List.of(family));
        return this;
    }

    public Visits line(FeeLine line) {
        lines.add(line);
        return this;
    }

    /** A class A drug. */
    public Visits drug(String yuan) {
        return line(line("101", "01", yuan, null));
    }

    public FeeLine line(String listType, String level, String yuan, @Nullable String proportion) {
        return line(listType, level, "1", yuan, proportion, null, false, false, false);
    }

    public FeeLine line(
            String listType,
            String level,
            String count,
            String price,
            @Nullable String proportion,
            @Nullable String ceiling,
            boolean procured,
            boolean equipment,
            boolean wellness) {
        BigDecimal amount = new BigDecimal(count).multiply(new BigDecimal(price));
        return new FeeLine(
                Integer.toString(lines.size() + 1),
                "X",
                listType,
                level,
                new BigDecimal(count),
                new BigDecimal(price),
                Amount.roundHalfUp(amount),
                proportion == null ? null : new BigDecimal(proportion),
                ceiling == null ? null : new BigDecimal(ceiling),
                procured,
                equipment,
                wellness);
    }

    public QuoteRequest request() {
        return new QuoteRequest(
                begntime,
                medType,
                new DesignatedInstitution("H37010200001", "1", tier),
                new InsuredPerson("370100000000001", insutype, psnType, marks, civilServant, null, null, disease),
                place,
                registered,
                prescription,
                maternity,
                YearToDate.of(cum),
                account,
                lines);
    }
}
