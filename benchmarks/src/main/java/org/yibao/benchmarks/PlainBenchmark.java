package org.yibao.benchmarks;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.yibao.benefit.Amount;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** The peer of {@link SplitBenchmark}: the same bills by {@link PlainSplit}, which must agree to the fen. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PlainBenchmark {
    @Param({"OUTPATIENT_20", "OUTPATIENT_500"})
    public Bill bill = Bill.OUTPATIENT_20;

    private final PolicyBook book = Tables.load();
    private QuoteRequest request = bill.request(book);

    @Setup
    public void read() {
        request = bill.request(book);
        Quote quote = (Quote) BenefitCalculator.calculate(request, book, Explanation.NONE);
        PlainSplit plain = PlainSplit.of(request);
        if (!agree(quote.breakdown().hifpPay(), plain.pool())
                || !agree(quote.breakdown().hifobPay(), plain.secondary())
                || !agree(quote.breakdown().psnCashPay(), plain.cash())) {
            throw new IllegalStateException("the peer splits otherwise: " + plain + ", " + quote.breakdown());
        }
    }

    private static boolean agree(Amount amount, BigDecimal yuan) {
        return amount.equals(Amount.ofYuan(yuan));
    }

    @Benchmark
    public PlainSplit split() {
        return PlainSplit.of(request);
    }
}
