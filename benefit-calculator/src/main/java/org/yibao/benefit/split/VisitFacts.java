package org.yibao.benefit.split;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Age;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.InsuredPerson;
import org.yibao.benefit.PersonalAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Maternity;
import org.yibao.benefit.QuoteRequest.Prescription;
import org.yibao.benefit.policy.Dimension;
import org.yibao.benefit.policy.Facts;
import org.yibao.benefit.policy.Structure;

/** What conditions may ask of one visit: the request's facts, the bundle's classes, the accumulators. */
final class VisitFacts implements Facts {
    private static final String PHARMACY_SALE = "41";

    private final QuoteRequest request;
    private final Structure structure;
    private final Map<String, Set<String>> texts = new HashMap<>();
    private final Map<String, BigDecimal> numbers = new HashMap<>();
    private final Set<String> askedAccumulators = new HashSet<>();

    VisitFacts(QuoteRequest request, Structure structure) {
        this.request = request;
        this.structure = structure;
        InsuredPerson patient = request.patient();
        put(Dimension.INSUTYPE, patient.insutype());
        put(Dimension.MED_TYPE, request.medType());
        put(Dimension.PSN_TYPE, InsuredPerson.psnClass(patient.psnType()));
        texts.put(Dimension.MARK.code(), new HashSet<>(patient.marks()));
        put(Dimension.PLACE, request.place().name());
        put(Dimension.PLACE_REGISTERED, flag(request.placeRegistered()));
        put(Dimension.PRESCRIPTION, flag(isPrescribed()));
        put(Dimension.CVLSERV_FLAG, flag(patient.civilServant()));
        put(Dimension.REFERRAL_FLAG, flag(request.referral()));
        put(Dimension.CHRONIC_DISEASE, patient.chronicDisease());
        putMaternity(request.maternity());
        patient.born().ifPresent(this::putAge);
        numbers.put(
                Dimension.MONTH.code(), BigDecimal.valueOf(request.begntime().getMonthValue()));
        put(Dimension.WELLNESS, flag(hasWellness(request.lines())));
        decideTier(request.institution().tier());
    }

    /** Lets the tier of the prescription's institution decide in place of the seller's. */
    void decideTierByPrescriber() {
        Prescription prescription = request.prescription();
        if (prescription != null && prescription.tier() != null) {
            decideTier(prescription.tier());
        }
    }

    private void decideTier(String tier) {
        put(Dimension.TIER, structure.tier(tier));
        for (Structure.Classification each : structure.classes()) {
            texts.put(each.name(), each.of(this).map(m -> Set.of(m.name())).orElse(Set.of()));
        }
    }

    @Override
    public Set<String> texts(String dimension) {
        // Not kept: whether the own account may pay can depend on all the rest.
        return dimension.equals(Dimension.ACCOUNT.code()) ? payers() : texts.getOrDefault(dimension, Set.of());
    }

    @Override
    public @Nullable BigDecimal number(String dimension) {
        Structure.Accumulator accumulator = structure.accumulators().get(dimension);
        if (accumulator == null) {
            return numbers.get(dimension);
        }
        askedAccumulators.add(dimension);
        return accumulator.counts()
                ? BigDecimal.valueOf(request.cum().value(dimension))
                : request.cum().amount(dimension).yuan();
    }

    /** The accumulators that conditions have asked for. */
    Set<String> askedAccumulators() {
        return askedAccumulators;
    }

    private boolean isPrescribed() {
        Prescription prescription = request.prescription();
        return request.medType().equals(PHARMACY_SALE) && prescription != null && prescription.circulated();
    }

    private static boolean hasWellness(List<FeeLine> lines) {
        for (FeeLine line : lines) {
            if (line.wellness()) {
                return true;
            }
        }
        return false;
    }

    private void putMaternity(@Nullable Maternity maternity) {
        if (maternity == null) {
            return;
        }
        put(Dimension.BENEFICIARY, maternity.beneficiary());
        Integer ordinal = maternity.childOrdinal();
        if (ordinal != null) {
            numbers.put(Dimension.CHILD_ORDINAL.code(), BigDecimal.valueOf(ordinal));
        }
    }

    private void putAge(LocalDate born) {
        Age age = new Age(born, request.begntime().toLocalDate());
        numbers.put(Dimension.AGE.code(), BigDecimal.valueOf(age.years()));
        if (age.isBorn()) {
            numbers.put(Dimension.AGE_MONTHS.code(), BigDecimal.valueOf(age.monthsBegun()));
        }
    }

    private Set<String> payers() {
        PersonalAccount account = request.account();
        Set<String> payers = new HashSet<>();
        if (account.used() && structure.accounts().ownWhen().holds(this)) {
            payers.add("OWN");
        }
        if (!account.family().isEmpty()) {
            payers.add("FAMILY");
        }
        return payers;
    }

    private void put(Dimension dimension, @Nullable String value) {
        texts.put(dimension.code(), value == null ? Set.of() : Set.of(value));
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }
}
