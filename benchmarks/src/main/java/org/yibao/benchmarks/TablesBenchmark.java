package org.yibao.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.yibao.benefit.policy.PolicyBook;

/** Reading, validating and combining the three built-in bundles. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TablesBenchmark {
    private static final String DIGEST = "sm3:" + "0".repeat(64);

    /** The first time in a JVM that was started as {@code bin/terminal} starts it. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(
            value = 10,
            jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xms32m", "-Xmx256m"})
    public PolicyBook cold() {
        return Tables.load(text -> DIGEST);
    }

    /** The same with the first SM3, for which the JVM verifies the signed archive of the algorithms once. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(
            value = 10,
            jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xms32m", "-Xmx256m"})
    public PolicyBook coldWithSm3() {
        return Tables.load();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 5, time = 1)
    @Measurement(iterations = 5, time = 1)
    @Fork(2)
    public PolicyBook warm() {
        return Tables.load();
    }
}
