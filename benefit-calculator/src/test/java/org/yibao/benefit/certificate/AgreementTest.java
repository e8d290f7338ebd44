package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.AnyVisits;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;

/**
 * The checker, which shares nothing with the engine, derives the same fen from the engine's certificates. Half of
 * the cases are Jinan's, the rest those of the invented cities.
 */
final class AgreementTest {
    /** Certificates in all; the profile {@code thorough} takes a million. */
    private static final int CASES = Integer.getInteger("yibao.bills", 12_000);

    private static final List<String> CITIES = Certificates.CITIES;
    private static final int OF_EACH_CITY = CASES / 2 / CITIES.size();
    private static final int OF_JINAN = CASES - OF_EACH_CITY * CITIES.size();

    /** Visits that are looked at for each certificate: a city may know few of the schemes, and none before 2024. */
    private static final int VISITS_PER_CASE = 100;

    private static void assertAgrees(Derivation derivation) {
        byte[] certificate = CalculationCertificate.write(derivation, Certificates::digest);
        Verdict verdict = Certificates.check(certificate);
        assertTrue(verdict instanceof Verdict.Agreed, () -> verdict + "\n" + new String(certificate, UTF_8));
        Verdict.Agreed agreed = (Verdict.Agreed) verdict;
        assertEquals(derivation.quote().breakdown().fundPaySumamt().fen(), agreed.fundFen());
        assertEquals(derivation.quote().breakdown().psnPartAmt().fen(), agreed.personFen());
    }

    private static void assertAgrees(PolicyBook book, int wanted, long seed) {
        AnyVisits visits = new AnyVisits(seed);
        Random random = new Random(seed);
        Map<String, Integer> cases = new TreeMap<>();
        int agreed = 0;
        for (long visit = 0; agreed < wanted && visit < (long) wanted * VISITS_PER_CASE; visit++) {
            QuoteRequest request = visit % 2 == 0 ? visits.next() : visits.anywhere();
            if (BenefitCalculator.derive(Certificates.asked(request, book, random), book)
                    instanceof Derivation derivation) {
                assertAgrees(derivation);
                agreed++;
                cases.merge(derivation.scheme().id(), 1, Integer::sum);
            }
        }
        assertEquals(wanted, agreed);
        book.structure()
                .schemes()
                .forEach(scheme -> assertTrue(
                        cases.getOrDefault(scheme.id(), 0) >= wanted / 100, () -> scheme.id() + " in " + cases));
    }

    @Test
    void everyRandomVisitOfJinanIsAgreedOn() {
        assertAgrees(Certificates.JINAN, OF_JINAN, 101);
    }

    @ParameterizedTest
    @FieldSource("CITIES")
    void everyRandomVisitOfAnInventedCityIsAgreedOn(String path) {
        assertAgrees(Certificates.city(path), OF_EACH_CITY, 103);
    }
}
