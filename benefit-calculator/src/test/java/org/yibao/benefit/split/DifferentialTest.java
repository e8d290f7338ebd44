package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** The engine against a second computation that shares nothing with it: every figure of every answer, and every refusal. */
final class DifferentialTest {
    private static final long SEED = 31;

    @Test
    void agreesOnEveryFigureOfEveryScheme() {
        Map<String, Integer> seen = compare(SEED, Bills.COUNT, BuiltIn.ALL);
        if (Bills.COUNT < Bills.MEETING_ALL) {
            return;
        }
        for (String scheme : List.of("310 11", "310 14", "310 21", "310 28", "310 41", "310 52")) {
            assertTrue(seen.getOrDefault(scheme, 0) >= Bills.COUNT / 100, scheme + " in " + seen);
        }
        for (String scheme : List.of("390 11", "390 14", "390 21", "390 28", "390 41")) {
            assertTrue(seen.getOrDefault(scheme, 0) >= Bills.COUNT / 100, scheme + " in " + seen);
        }
        for (String refusal : List.of(
                "LINE_DUPLICATE",
                "LINE_AMOUNT_MISMATCH",
                "ACCT_RELATION_NOT_ALLOWED",
                "SCHEME_NOT_COVERED",
                "POLICY_PARAMETER_MISSING",
                "POLICY_NOT_IN_FORCE")) {
            assertTrue(seen.containsKey(refusal), refusal + " in " + seen);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jinan-in-force",
                "shandong-employee-draft-2024,jinan-in-force",
                "jinan-in-force,demo-supplement",
                "demo-supplement,shandong-employee-draft-2024,jinan-in-force"
            })
    void agreesOnWhatFewerBundlesRefuseAndInAnyOrder(String ids) {
        compare(SEED + 1, Bills.COUNT / 10, List.of(ids.split(",", -1)));
    }

    private static Map<String, Integer> compare(long seed, int bills, List<String> ids) {
        PolicyBook book = BuiltIn.book(ids);
        Set<String> bundles = new HashSet<>(ids);
        RandomVisits visits = new RandomVisits(seed);
        Map<String, Integer> seen = new TreeMap<>();
        for (int bill = 0; bill < bills; bill++) {
            QuoteRequest request = visits.anywhere();
            Outcome expected = IndependentSplit.of(request, bundles);
            Outcome given = Outcome.of(BenefitCalculator.calculate(request, book, Explanation.NONE));
            int number = bill;
            assertEquals(expected, given, () -> "seed " + seed + ", bill " + number + ": " + request);
            String kind = request.patient().insutype() + " " + request.medType();
            seen.merge(given.refusal().isEmpty() ? kind : given.refusal(), 1, Integer::sum);
        }
        return seen;
    }
}
