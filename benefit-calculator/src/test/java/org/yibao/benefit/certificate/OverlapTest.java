package org.yibao.benefit.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.BuiltIn;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.Visits;
import org.yibao.benefit.certificate.check.Verdict;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.AnyVisits;
import org.yibao.benefit.split.BenefitCalculator;

/** A table whose layers together ask for more than the bill: no fund ever pays what another has paid. */
final class OverlapTest {
    private static final PolicyBook BOOK = PolicyBook.of(List.of(BuiltIn.bundle("/certificate/overlap.yaml")));
    private static final int VISITS = 2_000;

    private static Quote quote(QuoteRequest request) {
        return assertInstanceOf(Quote.class, BenefitCalculator.calculate(request, BOOK));
    }

    @Test
    void secondShareOfTheWholePaysOnlyWhatTheFirstLeft() {
        Visits visit = Visits.employee().civilServant();
        Quote quote = quote(visit.line(visit.line("101", "01", "1", "1000.00", null, null, false, false, false))
                .request());
        BenefitBreakdown b = quote.breakdown();
        assertEquals(Amount.parse("630.00"), b.hifpPay());
        assertEquals(Amount.parse("70.00"), b.cvlservPay());
        // All of the first self-pay is burden; nothing of the in-scope expense is left.
        assertEquals(Amount.parse("270.00"), b.othPay());
        assertEquals(Amount.parse("30.00"), b.psnCashPay());
        String told = quote.trace().stream()
                .filter(step -> step.layer().equals("second"))
                .map(TraceStep::text)
                .findFirst()
                .orElseThrow();
        assertTrue(told.endsWith("得630.00元，此前各层支付后只余70.00元未支付，支付70.00元"), told);
    }

    @Test
    void nothingIsPaidTwiceAndTheCheckerAgrees() {
        AnyVisits visits = new AnyVisits(71);
        Set<String> paidInFull = new TreeSet<>();
        for (int visit = 0; visit < VISITS; visit++) {
            QuoteRequest request = visits.next();
            BenefitBreakdown b = quote(request).breakdown();
            assertFalse(b.psnPartAmt().isNegative(), request::toString);
            assertTrue(b.fundPaySumamt().compareTo(b.medfeeSumamt()) <= 0, request::toString);
            if (b.fundPaySumamt().compareTo(b.inscpScpAmt()) >= 0) {
                paidInFull.add(request.medType());
            }
            assertInstanceOf(Verdict.Agreed.class, Certificates.check(Certificates.of(request, BOOK)));
        }
        assertFalse(paidInFull.isEmpty(), "some visit asks for more than its bill");
    }
}
