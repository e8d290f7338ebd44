package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteRequest.Place;
import org.yibao.benefit.Visits;
import org.yibao.benefit.YearToDate;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/**
 * Every bracket a fen below, at and a fen above: for each scheme, tier, class, place and day on which a figure
 * changes, the deductible reached by the expense, and each accumulator put where it stands at an edge before the
 * visit and where the visit itself takes it there.
 */
final class EdgeTest {
    private static final Set<String> BUNDLES = new HashSet<>(BuiltIn.ALL);
    private static final List<String> TIERS = List.of("3", "2", "1", "0");
    private static final List<Whereabouts> PLACES = List.of(
            new Whereabouts(Place.LOCAL, false),
            new Whereabouts(Place.PROVINCE, false),
            new Whereabouts(Place.PROVINCE, true),
            new Whereabouts(Place.OUTSIDE, false),
            new Whereabouts(Place.OUTSIDE, true));

    /** One person in so many has every edge tried; it has no factor in common with the lists. */
    private static final int STEP = Bills.COUNT >= 1_000_000 ? 1 : 9;

    /** All that the tables tell apart among persons; a mark of medical aid decides before a later one. */
    private static final Map<String, List<List<String>>> MARKS = Map.of(
            "310",
            List.of(List.of(), List.of("PRE1949"), List.of("LOWINCOME"), List.of("PRE1949", "DIBAO")),
            "390",
            List.of(List.of(), List.of("POOR_REGISTERED"), List.of("ILLNESS_POOR"), List.of("LOWINCOME", "FANPIN")));

    /** All deductibles, whole and halved. */
    private static final List<Long> DEDUCTIBLES =
            List.of(15_000L, 25_000L, 30_000L, 40_000L, 50_000L, 60_000L, 80_000L, 90_000L, 100_000L);

    static Stream<Arguments> schemes() {
        return Stream.of(
                Arguments.of("310", "11", 2_000),
                Arguments.of("310", "14", 2_000),
                Arguments.of("310", "21", 2_000),
                Arguments.of("310", "28", 2_000),
                Arguments.of("310", "41", 2_000),
                Arguments.of("310", "52", 500),
                Arguments.of("390", "11", 1_000),
                Arguments.of("390", "14", 2_000),
                Arguments.of("390", "21", 2_000),
                Arguments.of("390", "28", 2_000),
                Arguments.of("390", "41", 1_000));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void everyEdgeAFenBelowAtAndAbove(String insutype, String medType, int atLeast) {
        int compared = 0;
        int persons = 0;
        for (String tier : TIERS) {
            for (List<String> marks : MARKS.getOrDefault(insutype, List.of())) {
                for (String psnType : insutype.equals("310") ? List.of("11", "12") : List.of("15")) {
                    for (Whereabouts place : PLACES) {
                        for (String day : RandomVisits.EDGE_DAYS) {
                            Person person = new Person(insutype, medType, tier, marks, psnType, place, day);
                            compared += edges(person, persons++ % STEP == 0);
                        }
                    }
                }
            }
        }
        int bills = compared;
        assertTrue(bills >= atLeast, () -> bills + " bills");
    }

    private record Whereabouts(Place place, boolean registered) {}

    private record Person(
            String insutype,
            String medType,
            String tier,
            List<String> marks,
            String psnType,
            Whereabouts where,
            String day) {

        Visits visit(String yuan) {
            Visits visit = (insutype.equals("310") ? Visits.employee() : Visits.resident())
                    .medType(medType)
                    .tier(tier)
                    .marks(marks.toArray(new String[0]))
                    .psnType(psnType)
                    .at(day + "T23:59:59")
                    .place(where.place(), where.registered())
                    .child(3, "SPOUSE");
            if (medType.equals("41")) {
                visit.tier("3").prescribedBy(tier);
            }
            // A class B line without a fen of its own kind would leave the first self-pay out of the burden.
            return visit.line(visit.line("101", "02", "0.50", "0.4")).drug(yuan);
        }
    }

    private static int edges(Person person, boolean every) {
        QuoteRequest small = person.visit("333.33").request();
        Outcome first = compare(small);
        if (!every || !first.refusal().isEmpty()) {
            return 1;
        }
        int bills = 1;
        for (long due : DEDUCTIBLES) {
            for (long admissions = 0; admissions < 3; admissions++) {
                for (long off = -1; off <= 1; off++) {
                    String yuan = Amount.ofFen(due + off - 30).toString();
                    compare(person.visit(yuan).cum("IPT_COUNT", admissions).request());
                    bills++;
                }
            }
        }
        bills += accumulators(small);
        bills += accumulators(with(person.visit("345678.91").request(), "OPT_DEDC", 100_000));
        return bills + accumulators(with(person.visit("2345.67").request(), "POOL_PAY", 20_000_000));
    }

    private static int accumulators(QuoteRequest base) {
        Outcome plain = compare(base);
        int bills = 1;
        for (Map.Entry<String, Long> moved : plain.cum().entrySet()) {
            String code = moved.getKey();
            long grown = moved.getValue() - base.cum().value(code);
            for (long edge : RandomVisits.EDGES.getOrDefault(code, List.of())) {
                for (long off = -1; off <= 1; off++) {
                    compare(with(base, code, edge + off));
                    compare(with(base, code, Math.max(0, edge - grown + off)));
                    bills += 2;
                }
            }
        }
        return bills;
    }

    private static QuoteRequest with(QuoteRequest request, String code, long value) {
        TreeMap<String, Long> cum = new TreeMap<>(request.cum().values());
        cum.put(code, value);
        return Requests.withCum(request, YearToDate.of(cum));
    }

    private static Outcome compare(QuoteRequest request) {
        Outcome expected = IndependentSplit.of(request, BUNDLES);
        Outcome given = Outcome.of(BenefitCalculator.calculate(request, Splits.BOOK, Explanation.NONE));
        assertEquals(expected, given, request::toString);
        return given;
    }

    @Test
    void everyKindOfLineAboutTheUnitPriceOfHighValueGoods() {
        int bills = 0;
        for (String day : List.of("2023-12-31", "2024-01-01")) {
            for (String medType : List.of("11", "21")) {
                for (Place place : List.of(Place.LOCAL, Place.OUTSIDE)) {
                    UnaryOperator<Visits> at = visit ->
                            visit.medType(medType).at(day + "T00:00:00").place(place, false);
                    bills += lines(at);
                }
            }
        }
        assertEquals(8 * 5 * 3 * 4 * 3 * 4 * 3 * 4, bills);
    }

    private static int lines(UnaryOperator<Visits> at) {
        int bills = 0;
        for (String listType : List.of("101", "103", "105", "201", "301")) {
            for (String level : List.of("01", "02", "03")) {
                for (String price : List.of("999.99", "1000.00", "1000.000001", "1000.01")) {
                    for (String count : List.of("1", "0.5", "3.3333")) {
                        for (boolean flag : List.of(false, true)) {
                            for (boolean other : List.of(false, true)) {
                                bills += ratios(at, listType, level, count, price, flag, other);
                            }
                        }
                    }
                }
            }
        }
        return bills;
    }

    private static int ratios(
            UnaryOperator<Visits> at,
            String listType,
            String level,
            String count,
            String price,
            boolean procured,
            boolean equipment) {
        int bills = 0;
        for (@Nullable String proportion : new @Nullable String[] {null, "0", "0.3333"}) {
            for (@Nullable String ceiling : new @Nullable String[] {null, "999.989999", "1000.00", "1000.02"}) {
                Visits visit = at.apply(Visits.employee());
                visit.line(visit.line(listType, level, count, price, proportion, ceiling, procured, equipment, false));
                compare(visit.request());
                bills++;
            }
        }
        return bills;
    }
}
