package org.yibao.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The CPU time of a call, with the compiler's and the collector's threads: {@code -prof org.yibao.benchmarks.CpuTime}.
 * Unlike the time that passed it means something on a machine that is busy with other work.
 */
public final class CpuTime implements InternalProfiler {
    private static final double NANOS_PER_MICRO = 1000;

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long from;

    @Override
    public String getDescription() {
        return "CPU time of all threads of the JVM a call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        from = machine.getProcessCpuTime();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long nanos = machine.getProcessCpuTime() - from;
        double micros = nanos / NANOS_PER_MICRO / result.getMetadata().getAllOps();
        return List.of(new ScalarResult("cpu", micros, "us/op", AggregationPolicy.AVG));
    }
}
