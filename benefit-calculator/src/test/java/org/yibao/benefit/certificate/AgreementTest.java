package org.yibao.benefit.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.AnyVisits;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;

/** The checker, which shares nothing with the engine, derives the same fen from the engine's certificates. */
final class AgreementTest {
    /** Of each book; {@code -Dcertificate.rounds} sets another number, a million in all being the aim. */
    private static final int ROUNDS = Integer.getInteger("certificate.rounds", 30_000);

    private static void assertAgrees(QuoteRequest request, PolicyBook book) {
        if (BenefitCalculator.derive(request, book) instanceof Derivation derivation) {
            byte[] certificate = CalculationCertificate.write(derivation, Certificates::digest);
            Verdict verdict = Certificates.check(certificate);
            assertTrue(verdict instanceof Verdict.Agreed, () -> verdict + "\n" + new String(certificate, UTF_8));
            Verdict.Agreed agreed = (Verdict.Agreed) verdict;
            assertEquals(derivation.quote().breakdown().fundPaySumamt().fen(), agreed.fundFen());
            assertEquals(derivation.quote().breakdown().psnPartAmt().fen(), agreed.personFen());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102})
    void everyRandomVisitOfJinanIsAgreedOn(long seed) {
        AnyVisits visits = new AnyVisits(seed);
        for (int round = 0; round < ROUNDS; round++) {
            assertAgrees(visits.next(), Certificates.JINAN);
        }
    }

    @Test
    void everyRandomVisitOfAnInventedCityIsAgreedOn() {
        AnyVisits visits = new AnyVisits(103);
        for (int round = 0; round < ROUNDS; round++) {
            QuoteRequest request = Certificates.asked(visits.next(), round);
            for (PolicyBook book : List.of(Certificates.HARBOUR, Certificates.RIVERSIDE)) {
                assertAgrees(request, book);
            }
        }
    }
}
