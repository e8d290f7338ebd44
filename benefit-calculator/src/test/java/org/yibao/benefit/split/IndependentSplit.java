package org.yibao.benefit.split;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;

/**
 * Every scheme computed a second time, straight from the normative page, in whole fen and exact fractions and
 * with nothing of the product but its request records.
 */
final class IndependentSplit {
    private static final LocalDate RESIDENTS_BEGIN = LocalDate.of(2021, 1, 1);
    private static final LocalDate SERIOUS_ILLNESS_BEGINS = LocalDate.of(2019, 1, 1);
    private static final LocalDate HARDSHIP_SWITCH = LocalDate.of(2022, 1, 1);
    private static final LocalDate AID_BEGINS = LocalDate.of(2021, 1, 1);
    private static final Set<String> HARDSHIP =
            Set.of("TEKUN", "DIBAO", "FANPIN", "POOR_REGISTERED", "SEVERE_DISABILITY");
    private static final Set<String> RELATIONS = Set.of("SPOUSE", "PARENT", "CHILD");

    private final QuoteRequest request;
    private final IndependentFigures figures;
    private final boolean employee;
    private final IndependentLines lines;
    private final Map<String, Long> funds = new TreeMap<>();
    private final Map<String, Long> cum = new TreeMap<>();
    private long deductible;
    private long basic;
    private long overcap;
    private long secondary;
    private long serious;
    private long aid;

    private IndependentSplit(QuoteRequest request, Set<String> bundles) {
        this.request = request;
        this.employee = request.patient().insutype().equals("310");
        this.figures = new IndependentFigures(request.begntime().toLocalDate(), bundles);
        boolean stay = Set.of("14", "21", "28").contains(request.medType());
        boolean away = stay && request.place() != Place.LOCAL && !request.placeRegistered();
        this.lines = new IndependentLines(request.lines(), figures, away);
    }

    /** @param bundles the ids combined, the Jinan one among them */
    static Outcome of(QuoteRequest request, Set<String> bundles) {
        String fault = fault(request);
        if (fault != null) {
            return Outcome.refused(fault);
        }
        IndependentSplit split = new IndependentSplit(request, bundles);
        split.run();
        String gap = split.figures.gap();
        return gap != null ? Outcome.refused(gap) : split.outcome();
    }

    private static @Nullable String fault(QuoteRequest request) {
        Set<String> numbers = new HashSet<>();
        if (!request.lines().stream().allMatch(line -> numbers.add(line.number()))) {
            return "LINE_DUPLICATE";
        }
        if (request.lines().stream().anyMatch(line -> line.amount().fen() != IndependentLines.product(line))) {
            return "LINE_AMOUNT_MISMATCH";
        }
        if (!request.account().family().stream().map(FamilyAccount::relation).allMatch(RELATIONS::contains)) {
            return "ACCT_RELATION_NOT_ALLOWED";
        }
        boolean employee = request.patient().insutype().equals("310");
        return !employee && request.medType().equals("52") ? "SCHEME_NOT_COVERED" : null;
    }

    private void run() {
        switch (request.medType()) {
            case "11" -> outpatient(request.institution().tier());
            case "41" -> {
                if (request.prescription() != null && request.prescription().circulated()) {
                    outpatient(Objects.requireNonNull(request.prescription().tier()));
                }
            }
            case "52" -> maternity();
            default -> {
                boolean chronic = request.medType().equals("14");
                if (employee) {
                    employeeStay(chronic);
                } else {
                    residentStay(chronic);
                }
            }
        }
    }

    private static int tier(String code) {
        return Math.max(1, Integer.parseInt(code));
    }

    private boolean isVeteran() {
        return request.patient().marks().contains("PRE1949");
    }

    private boolean isRetired() {
        return request.patient().psnType().startsWith("12");
    }

    private void outpatient(String tierCode) {
        if (!employee) {
            long percent = figures.demo(RESIDENTS_BEGIN, 50L);
            long cap = figures.demo(
                    RESIDENTS_BEGIN, figures.year() <= 2021 ? 20_000L : figures.year() <= 2024 ? 25_000L : 30_000L);
            basic = capped(share(lines.inscp, percent), cap, "RES_OPT_PAY");
            pay("390100", basic);
            return;
        }
        int tier = tier(tierCode);
        long due = figures.demo(new long[] {30_000, 60_000, 100_000}[tier - 1]);
        deductible = Math.min(lines.inscp, Math.max(0, due - before("OPT_DEDC")));
        add("OPT_DEDC", deductible);
        long uplift = isVeteran() ? figures.outpatient(0L, 5L, 10L) : isRetired() ? figures.outpatient(0L, 0L, 5L) : 0L;
        long percent = (tier == 3 ? figures.outpatient(40L, 50L, 50L) : figures.outpatient(60L, 70L, 70L)) + uplift;
        if (request.place() == Place.OUTSIDE && !request.placeRegistered()) {
            percent -= figures.outsidePoints();
        }
        long cap = figures.outpatient(300_000L, 450_000L, 600_000L);
        basic = capped(share(lines.inscp - deductible, percent), cap, "OPT_PAY");
        pay("310100", basic);
        secondary(lines.inscp - basic + lines.classB);
    }

    private void employeeStay(boolean chronic) {
        int tier = tier(request.institution().tier());
        if (!chronic) {
            Fraction whole = Fraction.of(figures.draft(new long[] {30_000, 50_000, 80_000}[tier - 1]));
            long admissions = before("IPT_COUNT");
            Fraction factor = Fraction.percent(admissions == 0 ? 100 : admissions == 1 ? 50 : 0);
            deductible = Math.min(lines.inscp, whole.times(factor).rounded());
            cum.put("IPT_COUNT", admissions + 1);
        }
        long percent = new long[] {90, 85, 80}[tier - 1] + (isVeteran() || isRetired() ? 5 : 0);
        percent = chronic ? figures.demo(LocalDate.of(2024, 1, 1), percent) : figures.draft(percent);
        long base = lines.inscp - deductible;
        long raw = share(base, percent);
        basic = capped(raw, figures.draft(20_000_000L), "POOL_PAY");
        pay("310100", basic);
        long above = basic == raw
                ? 0
                : base - Fraction.of(basic).dividedBy(Fraction.percent(percent)).rounded();
        overcap = capped(share(above, figures.draft(90L)), figures.draft(40_000_000L), "OVERCAP_PAY");
        pay("330100", overcap);
        long burden = lines.inscp - basic - overcap + lines.classB;
        secondary(burden);
        aid(burden - secondary);
    }

    private void secondary(long burden) {
        long threshold = figures.outpatient(1_000_000L, 800_000L, 600_000L);
        Fraction ratio = Fraction.percent(figures.demo(60L));
        secondary = rise("BURDEN", burden, List.of(new Band(Long.MAX_VALUE, ratio)), threshold);
        pay("330100", secondary);
    }

    private void residentStay(boolean chronic) {
        int tier = tier(request.institution().tier());
        long percent;
        if (chronic) {
            percent = figures.demo(RESIDENTS_BEGIN, figures.year() <= 2024 ? 60L : 65L);
        } else {
            deductible =
                    Math.min(lines.inscp, figures.demo(RESIDENTS_BEGIN, new long[] {30_000, 60_000, 90_000}[tier - 1]));
            percent = figures.demo(RESIDENTS_BEGIN, new long[] {80, 70, 60}[tier - 1]);
        }
        long cap = figures.demo(RESIDENTS_BEGIN, 15_000_000L);
        basic = capped(share(lines.inscp - deductible, percent), cap, "RES_POOL_PAY");
        pay("390100", basic);
        long burden = lines.inscp - basic + lines.classB;
        seriousIllness(burden);
        aid(burden - serious);
    }

    private void seriousIllness(long burden) {
        boolean hardship = request.patient().marks().stream().anyMatch(HARDSHIP::contains);
        boolean early = request.begntime().toLocalDate().isBefore(HARDSHIP_SWITCH);
        long threshold;
        List<Band> bands;
        long max = Long.MAX_VALUE;
        if (!hardship) {
            threshold = figures.demo(SERIOUS_ILLNESS_BEGINS, 2_152_800L);
            bands = List.of(band(100_000, 60), band(200_000, 65), band(300_000, 70), band(400_000, 75));
            max = 40_000_000L;
        } else if (early) {
            threshold = 500_000;
            bands = List.of(band(100_000, 65), band(300_000, 75), rest(85));
        } else {
            threshold = figures.demo(HARDSHIP_SWITCH, 1_076_400L);
            bands = List.of(band(100_000, 65), band(200_000, 70), band(300_000, 75), rest(80));
        }
        serious = capped(rise("RES_BURDEN", burden, bands, threshold), max, "RES_SI_PAY");
        pay("390200", serious);
    }

    private record Band(long edge, Fraction ratio) {}

    private static Band band(long yuan, long percent) {
        return new Band(yuan * 100, Fraction.percent(percent));
    }

    private static Band rest(long percent) {
        return new Band(Long.MAX_VALUE, Fraction.percent(percent));
    }

    private void aid(long grown) {
        List<String> marks = request.patient().marks();
        boolean poorest = marks.contains("TEKUN") || marks.contains("DIBAO");
        long threshold;
        if (poorest || marks.contains("FANPIN")) {
            threshold = 0;
        } else if (marks.contains("LOWINCOME")) {
            threshold = 430_560;
        } else if (marks.contains("ILLNESS_POOR")) {
            threshold = 1_076_400;
        } else {
            return;
        }
        Fraction ratio = Fraction.percent(figures.demo(AID_BEGINS, poorest ? 70L : 65L));
        long wanted = rise("AID_BASE", grown, List.of(new Band(Long.MAX_VALUE, ratio)), threshold);
        aid = capped(wanted, figures.demo(AID_BEGINS, 1_000_000L), "AID_PAY");
        pay("610100", aid);
    }

    private void maternity() {
        QuoteRequest.Maternity delivery = Objects.requireNonNull(request.maternity());
        Fraction ratio =
                Fraction.percent(figures.draft(Objects.requireNonNull(delivery.childOrdinal()) <= 2 ? 80L : 90L));
        Fraction half = delivery.beneficiary().equals("SPOUSE") ? Fraction.percent(50) : Fraction.of(1);
        basic = Fraction.of(lines.inscp).times(ratio).times(half).rounded();
        pay("510100", basic);
    }

    /** What a function of the year's burden, rounded once, grows by; the burden is accumulated. */
    private long rise(String accumulator, long grown, List<Band> bands, long threshold) {
        long from = before(accumulator);
        add(accumulator, grown);
        return paidUpTo(from + grown, bands, threshold) - paidUpTo(from, bands, threshold);
    }

    private static long paidUpTo(long burden, List<Band> bands, long threshold) {
        Fraction sum = Fraction.ZERO;
        long low = threshold;
        for (Band band : bands) {
            long high = Math.min(burden, band.edge());
            if (high > low) {
                sum = sum.plus(Fraction.of(high - low).times(band.ratio()));
            }
            low = Math.max(low, band.edge());
        }
        return sum.rounded();
    }

    private long capped(long wanted, long cap, String accumulator) {
        long paid = Math.min(wanted, Math.max(0, cap - before(accumulator)));
        add(accumulator, paid);
        return paid;
    }

    private static long share(long fen, long percent) {
        return IndependentLines.share(fen, Fraction.percent(percent));
    }

    private long before(String accumulator) {
        return request.cum().value(accumulator);
    }

    private void add(String accumulator, long added) {
        cum.put(accumulator, before(accumulator) + added);
    }

    private void pay(String fund, long fen) {
        if (fen > 0) {
            funds.merge(fund, fen, Long::sum);
        }
    }

    private Outcome outcome() {
        long fund = basic + overcap + secondary + serious + aid;
        long person = lines.gross - fund;
        long payable = Math.max(0, person - lines.wellness);
        long balance = employee ? request.account().balance().fen() : 0;
        long own = request.account().used() ? Math.min(balance, payable) : 0;
        long family = Math.min(
                payable - own,
                request.account().family().stream()
                        .mapToLong(each -> each.balance().fen())
                        .sum());
        List<Long> totals = List.of(
                lines.gross,
                lines.own,
                lines.over,
                lines.preself,
                lines.inscp,
                deductible,
                basic,
                0L,
                0L,
                serious,
                overcap + secondary,
                aid,
                0L,
                fund,
                person,
                own,
                family,
                person - own - family,
                balance - own);
        return new Outcome("", totals, funds, lines.rows, cum, notices());
    }

    private Set<String> notices() {
        Set<String> notices = new TreeSet<>();
        if (figures.demoWasRead()) {
            notices.add("DEMO_PARAMETER");
        }
        if (figures.draftWasRead()) {
            notices.add("DRAFT_PARAMETER");
        }
        if (request.patient().civilServant()) {
            notices.add("CVLSERV_NO_TERMS");
        }
        return notices;
    }
}
