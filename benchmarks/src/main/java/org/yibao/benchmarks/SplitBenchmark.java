package org.yibao.benchmarks;

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
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.BenefitCalculator.Explanation;

/** One visit, from the request's record and from its JSON, with and without its trace. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SplitBenchmark {
    @Param
    public Bill bill = Bill.OUTPATIENT_20;

    private final PolicyBook book = Tables.load();
    private final QuoteService service = QuoteService.of(book);
    private byte[] json = bill.json();
    private QuoteRequest request = bill.request(book);

    @Setup
    public void read() {
        json = bill.json();
        request = bill.request(book);
    }

    @Benchmark
    public QuoteResult split() {
        return BenefitCalculator.calculate(request, book, Explanation.NONE);
    }

    @Benchmark
    public QuoteResult splitWithTrace() {
        return BenefitCalculator.calculate(request, book, Explanation.TRACE);
    }

    @Benchmark
    public byte[] jsonToJson() {
        return service.answer(json, false).json();
    }
}
