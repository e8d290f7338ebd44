package org.yibao.devices.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.CardReader.CardReading;

@Timeout(10)
class DeviceLineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Deque<ByteLine> plugged = new ArrayDeque<>();
    private final DeviceLine device = new DeviceLine(() -> {
        if (plugged.isEmpty()) {
            throw new LineLostException("not there");
        }
        return plugged.remove();
    });

    @Test
    void missingDeviceIsNotConnected() {
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(device.read(SECOND, DeviceLineTest::listen)));
    }

    @Test
    void lineLostWithinAReadIsNotConnectedAndTheNextReadOpensAfresh() {
        plugged.add(new ScriptedLine().lost().line());
        plugged.add(new ScriptedLine().after(1, "x").line());
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(device.read(SECOND, DeviceLineTest::listen)));
        assertInstanceOf(CardReading.NothingPresented.class, device.read(SECOND, DeviceLineTest::listen));
    }

    @Test
    void deviceRepluggedBetweenReadsIsNotNoticed() {
        plugged.add(new ScriptedLine().after(1, "x").lost().line());
        device.read(SECOND, DeviceLineTest::listen);
        plugged.add(new ScriptedLine().after(1, "x").line());
        assertInstanceOf(CardReading.NothingPresented.class, device.read(SECOND, DeviceLineTest::listen));
        assertTrue(plugged.isEmpty());
    }

    @Test
    void whatArrivedBeforeIsHandedOverAsStale() {
        plugged.add(
                new ScriptedLine().waiting("old").waiting("er").after(1, "x").line());
        device.read(SECOND, (line, stale, timeout) -> {
            assertEquals("older", new String(stale.toArray(), StandardCharsets.US_ASCII));
            return listen(line, stale, timeout);
        });
    }

    @Test
    void deviceThatSendsWithoutEndDoesNotKeepAReadFromBeginning() {
        plugged.add(new EndlessLine());
        CardReading reading = device.read(
                SECOND,
                (line, stale, timeout) ->
                        new CardReading.Unreadable(FaultCode.CREDENTIAL_UNREADABLE, String.valueOf(stale.length())));
        assertEquals(
                String.valueOf(DeviceLine.STALE_BYTES_MAX),
                assertInstanceOf(CardReading.Unreadable.class, reading).detail());
    }

    @Test
    void mistakeOfADriverIsAFaultWithoutItsMessage() {
        plugged.add(new ScriptedLine().line());
        CardReading reading = device.read(SECOND, (line, stale, timeout) -> {
            throw new IllegalStateException("370102199001011234");
        });
        assertEquals(new CardReading.Unreadable(FaultCode.INTERNAL_FAULT, "IllegalStateException"), reading);
    }

    @Test
    void readsTakeTurns() {
        plugged.add(new EndlessLine());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        DeviceLine.Conversation counting = (line, stale, timeout) -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            for (int i = 0; i < 1_000; i++) {
                line.read(timeout);
            }
            inside.decrementAndGet();
            return new CardReading.NothingPresented();
        };
        List<CompletableFuture<CardReading>> reads = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> device.read(SECOND, counting)))
                .limit(8)
                .toList();
        reads.forEach(CompletableFuture::join);
        assertEquals(1, most.get());
    }

    @Test
    void aReadThatDoesNotGetItsTurnInTimeFindsNothing() throws Exception {
        plugged.add(new EndlessLine());
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<CardReading> first =
                CompletableFuture.supplyAsync(() -> device.read(SECOND, forEver(reading)));
        reading.await();
        assertInstanceOf(CardReading.NothingPresented.class, device.read(Duration.ofMillis(1), DeviceLineTest::listen));
        device.close();
        first.join();
    }

    @Test
    void closeEndsAReadFromAnotherThreadAndAllLaterOnes() throws Exception {
        plugged.add(new EndlessLine());
        plugged.add(new EndlessLine());
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<CardReading> read =
                CompletableFuture.supplyAsync(() -> device.read(SECOND, forEver(reading)));
        reading.await();
        device.close();
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(read.join()));
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(device.read(SECOND, DeviceLineTest::listen)));
        assertEquals(1, plugged.size());
    }

    @Test
    void interruptEndsAReadAndStaysSet() {
        plugged.add(new EndlessLine());
        Thread.currentThread().interrupt();
        assertInstanceOf(CardReading.NothingPresented.class, device.read(SECOND, DeviceLineTest::listen));
        assertTrue(Thread.interrupted());
    }

    @Test
    void anyDurationIsAccepted() {
        plugged.add(new EndlessLine());
        for (Duration odd : List.of(Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO, Duration.ofSeconds(-1))) {
            assertInstanceOf(CardReading.NothingPresented.class, device.read(odd, DeviceLineTest::listen));
        }
    }

    private static DeviceLine.Conversation forEver(CountDownLatch reading) {
        return (line, stale, timeout) -> {
            reading.countDown();
            while (true) {
                line.read(timeout);
            }
        };
    }

    private static CardReading listen(ByteLine line, Bytes stale, Duration timeout) {
        line.read(ByteLine.STEP);
        return new CardReading.NothingPresented();
    }

    private static FaultCode fault(CardReading reading) {
        return assertInstanceOf(CardReading.Unreadable.class, reading).code();
    }

    private static final class EndlessLine implements ByteLine {
        @Override
        public LineEvent.Received read(Duration wait) {
            return new LineEvent.Received(Bytes.of(new byte[1024]), Duration.ofNanos(1));
        }

        @Override
        public void write(Bytes bytes) {}

        @Override
        public void close() {}
    }
}
