package org.yibao.benefit.split;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.PersonalAccount.FamilyAccount;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.Visits;

/** Random visits of every scheme, the same for the same seed: well known ones, or of any kind and day. */
public final class RandomVisits {
    /** Days on which some figure of the built-in bundles changes, and the days before them. */
    static final List<String> EDGE_DAYS = List.of(
            "2018-12-31",
            "2019-01-01",
            "2020-12-31",
            "2021-01-01",
            "2021-12-31",
            "2022-01-01",
            "2022-12-31",
            "2023-01-01",
            "2023-12-31",
            "2024-01-01",
            "2024-12-31",
            "2025-01-01",
            "2027-12-31",
            "2028-01-01");

    /** Where a figure of the built-in bundles bends what an accumulator does, in fen. */
    static final Map<String, List<Long>> EDGES = new TreeMap<>(Map.ofEntries(
            Map.entry("OPT_DEDC", List.of(30_000L, 60_000L, 100_000L)),
            Map.entry("OPT_PAY", List.of(300_000L, 450_000L, 600_000L)),
            Map.entry("POOL_PAY", List.of(20_000_000L)),
            Map.entry("OVERCAP_PAY", List.of(40_000_000L)),
            Map.entry("BURDEN", List.of(600_000L, 800_000L, 1_000_000L)),
            Map.entry("RES_OPT_PAY", List.of(20_000L, 25_000L, 30_000L)),
            Map.entry("RES_POOL_PAY", List.of(15_000_000L)),
            Map.entry(
                    "RES_BURDEN",
                    List.of(500_000L, 1_076_400L, 2_152_800L, 10_000_000L, 20_000_000L, 30_000_000L, 40_000_000L)),
            Map.entry("RES_SI_PAY", List.of(40_000_000L)),
            Map.entry("AID_BASE", List.of(430_560L, 1_076_400L)),
            Map.entry("AID_PAY", List.of(1_000_000L))));

    private static final List<String> ALL_LIST_TYPES = List.of("101", "102", "103", "104", "105", "201", "301", "301");
    private static final List<String> EDGE_PRICES =
            List.of("0", "0.01", "0.005", "999.99", "1000.00", "1000.000001", "1000.01", "1333.33");
    private static final List<String> PROPORTIONS = List.of("0", "0.1", "0.2", "0.3333", "0.5", "0.0001", "1");

    private static final List<String> EMPLOYEE_TYPES = List.of("11", "14", "21", "28", "41", "52");
    private static final List<String> RESIDENT_TYPES = List.of("11", "14", "21", "28", "41");
    private static final List<String> TIERS = List.of("3", "2", "1", "0");
    private static final List<String> MARKS = List.of(
            "PRE1949", "TEKUN", "DIBAO", "FANPIN", "POOR_REGISTERED", "SEVERE_DISABILITY", "LOWINCOME", "ILLNESS_POOR");
    private static final List<String> LIST_TYPES = List.of("101", "102", "201", "301");
    private static final List<String> LEVELS = List.of("01", "01", "02", "03");
    private static final List<String> RELATIONS = List.of("SPOUSE", "PARENT", "CHILD");

    private final Random random;

    public RandomVisits(long seed) {
        random = new Random(seed);
    }

    public QuoteRequest next() {
        boolean employee = random.nextBoolean();
        return next(employee, pick(employee ? EMPLOYEE_TYPES : RESIDENT_TYPES));
    }

    QuoteRequest next(boolean employee, String medType) {
        Visits visit = (employee ? Visits.employee() : Visits.resident())
                .medType(medType)
                .at(2024 + random.nextInt(4) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10) + "T08:00:00")
                .tier(pick(TIERS))
                .psnType(employee ? "1" + (1 + random.nextInt(2)) : "1" + (4 + random.nextInt(3)));
        if (random.nextInt(3) == 0) {
            visit.marks(pick(MARKS), pick(MARKS));
        }
        if (random.nextInt(3) == 0) {
            visit.place(pick(List.of(Place.values())), random.nextBoolean());
        }
        if (random.nextBoolean()) {
            visit.prescribedBy(pick(TIERS));
        }
        if (medType.equals("52")) {
            visit.child(1 + random.nextInt(4), random.nextBoolean() ? "SELF" : "SPOUSE");
        }
        accumulate(visit);
        visit.account(
                random.nextBoolean(),
                yuan(50_000),
                new FamilyAccount(pick(RELATIONS), Amount.parse(yuan(20_000))),
                new FamilyAccount(pick(RELATIONS), Amount.parse(yuan(20_000))));
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            visit.line(line(visit));
        }
        return visit.request();
    }

    /** A visit of any scheme on any day, often at an edge, seldom with a fault in it. */
    QuoteRequest anywhere() {
        boolean employee = random.nextBoolean();
        String medType = pick(employee || random.nextInt(50) == 0 ? EMPLOYEE_TYPES : RESIDENT_TYPES);
        Visits visit = (employee ? Visits.employee() : Visits.resident())
                .medType(medType)
                .at(day() + "T" + pick(List.of("00:00:00", "12:34:56", "23:59:59")))
                .tier(pick(TIERS))
                .psnType((employee ? "1" + (1 + random.nextInt(2)) : "1" + (4 + random.nextInt(3)))
                        + (random.nextInt(4) == 0 ? "01" : ""))
                .marks(marks())
                .child(1 + random.nextInt(4), random.nextBoolean() ? "SELF" : "SPOUSE");
        if (random.nextInt(3) == 0) {
            visit.place(pick(List.of(Place.values())), random.nextBoolean());
        }
        if (random.nextBoolean()) {
            visit.prescribedBy(pick(TIERS));
        }
        if (random.nextInt(20) == 0) {
            visit.civilServant();
        }
        EDGES.forEach((code, edges) -> visit.cum(code, accumulated(edges)));
        visit.cum("IPT_COUNT", random.nextInt(4));
        visit.account(
                random.nextBoolean(),
                yuan(random.nextBoolean() ? 1 : 50_000),
                new FamilyAccount(random.nextInt(100) == 0 ? "FRIEND" : pick(RELATIONS), Amount.parse(yuan(20_000))),
                new FamilyAccount(pick(RELATIONS), Amount.parse(yuan(20_000))));
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            visit.line(anyLine(visit));
        }
        return visit.request();
    }

    private String day() {
        return random.nextBoolean()
                ? pick(EDGE_DAYS)
                : LocalDate.of(2018, 6, 1).plusDays(random.nextInt(3_650)).toString();
    }

    private String[] marks() {
        return random.nextInt(3) > 0
                ? new String[0]
                : new String[] {pick(MARKS), random.nextBoolean() ? pick(MARKS) : "PRE1949"};
    }

    private long accumulated(List<Long> edges) {
        long edge = pick(edges);
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> edge - 2 + random.nextInt(5);
            case 2 -> Math.max(0, edge - random.nextInt(100_000));
            case 3 -> edge + random.nextInt(100_000);
            default -> random.nextInt((int) edge);
        };
    }

    private FeeLine anyLine(Visits visit) {
        String level = pick(LEVELS);
        boolean given = level.equals("02") ? random.nextInt(3) > 0 : random.nextInt(8) == 0;
        String price = switch (random.nextInt(6)) {
            case 0 -> pick(EDGE_PRICES);
            case 1 -> yuan(random.nextInt(4) == 0 ? 30_000_000 : 1_000_000);
            case 2 -> "1" + random.nextInt(3) + "." + (100_000 + random.nextInt(900_000));
            default -> yuan(100_000);
        };
        FeeLine line = visit.line(
                pick(ALL_LIST_TYPES),
                level,
                random.nextBoolean() ? "1" : random.nextInt(30) + "." + random.nextInt(10_000),
                price,
                given ? random.nextBoolean() ? pick(PROPORTIONS) : "0." + (1000 + random.nextInt(8999)) : null,
                random.nextInt(4) == 0 ? random.nextBoolean() ? price : yuan(120_000) : null,
                random.nextInt(6) == 0,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0);
        return random.nextInt(300) == 0 ? faulty(line) : line;
    }

    /** The line with an amount that is a fen off, or the number of the bill's first line. */
    private FeeLine faulty(FeeLine line) {
        boolean amount = random.nextBoolean();
        return new FeeLine(
                amount ? line.number() : "1",
                line.catalogueCode(),
                line.listType(),
                line.level(),
                line.count(),
                line.price(),
                amount ? line.amount().plus(Amount.ofFen(1)) : line.amount(),
                line.selfpayProportion(),
                line.priceCeiling(),
                line.procured(),
                line.equipment(),
                line.wellness());
    }

    private void accumulate(Visits visit) {
        visit.cum("OPT_DEDC", random.nextInt(120_000)).cum("OPT_PAY", random.nextInt(700_000));
        visit.cum("IPT_COUNT", random.nextInt(4)).cum("POOL_PAY", random.nextInt(21_000_000));
        visit.cum("OVERCAP_PAY", random.nextInt(41_000_000)).cum("BURDEN", random.nextInt(1_500_000));
        visit.cum("RES_OPT_PAY", random.nextInt(35_000)).cum("RES_POOL_PAY", random.nextInt(16_000_000));
        visit.cum("RES_BURDEN", random.nextInt(45_000_000)).cum("RES_SI_PAY", random.nextInt(41_000_000));
        visit.cum("AID_BASE", random.nextInt(2_000_000)).cum("AID_PAY", random.nextInt(1_100_000));
    }

    private FeeLine line(Visits visit) {
        String level = pick(LEVELS);
        String price = yuan(random.nextInt(20) == 0 ? 30_000_000 : 300_000);
        return visit.line(
                pick(LIST_TYPES),
                level,
                (1 + random.nextInt(40)) + "." + random.nextInt(10),
                price,
                level.equals("02") ? "0." + (1000 + random.nextInt(8999)) : null,
                random.nextInt(4) == 0 ? yuan(300_000) : null,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0);
    }

    private String yuan(int belowFen) {
        return Amount.ofFen(random.nextInt(belowFen)).toString();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
