package org.yibao.emulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.CardReader.CardReading;

/** What every reader of credentials does, driven through the real serial library over a device file. */
@NeedsPseudoTerminals
@Timeout(15)
abstract class CardReaderContract {
    static final Duration SHORT = Duration.ofMillis(400);
    static final Duration LONG = Duration.ofSeconds(10);
    static final Duration BACK_WITHIN = Duration.ofSeconds(3);

    @SuppressWarnings("NullAway.Init") // Set before each test.
    CardReader reader;

    @BeforeEach
    void plugIn(@TempDir Path folder) {
        Path link = folder.resolve("device");
        start(link);
        reader = reader("the name", link);
    }

    @AfterEach
    void close() {
        reader.close();
        stop();
    }

    abstract void start(Path link);

    abstract void stop();

    abstract CardReader reader(String name, Path link);

    /** Presents a credential while somebody reads. */
    abstract void present();

    /** What {@link #present} presents. */
    abstract InsuredCard credential();

    /** Presents one so that it cannot be used. */
    abstract void presentSpoilt();

    abstract EmulatedPort port();

    @Test
    void itHasTheNameOfTheConfiguration() {
        assertEquals("the name", reader.name());
    }

    @Test
    void nothingPresentedUntilTheTimeIsOver() {
        long start = System.nanoTime();
        assertInstanceOf(CardReading.NothingPresented.class, reader.read(SHORT));
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(passed.compareTo(SHORT) >= 0, passed.toString());
        assertTrue(passed.compareTo(SHORT.plusSeconds(2)) < 0, passed.toString());
    }

    @Test
    void whatIsPresentedIsRead() {
        assertEquals(presented(), readWhilePresenting(LONG));
    }

    @Test
    void oneReadAfterAnotherEachWithItsOwn() {
        for (int i = 0; i < 5; i++) {
            assertEquals(presented(), readWhilePresenting(LONG));
        }
        assertInstanceOf(CardReading.NothingPresented.class, reader.read(SHORT));
    }

    @Test
    void whatCannotBeUsedIsUnreadableAndTheNextIsRead() {
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, fault(readWhile(this::presentSpoilt, LONG)));
        assertEquals(presented(), readWhilePresenting(LONG));
    }

    @Test
    void unpluggedBeforeTheFirstReadIsNotConnected() {
        port().unplug();
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(reader.read(LONG)));
    }

    @Test
    void unpluggedWithinAReadIsNotConnected() {
        CompletableFuture<CardReading> reading = reading(LONG);
        awaitListening();
        port().unplug();
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(reading.join()));
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(reader.read(SHORT)));
    }

    @Test
    void repluggedDeviceWorksAgainInTime() {
        assertEquals(presented(), readWhilePresenting(LONG));
        port().unplug();
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(reader.read(SHORT)));
        port().plug();
        assertEquals(presented(), readWhilePresenting(BACK_WITHIN));
    }

    @Test
    void deviceRepluggedBetweenTwoReadsIsNotNoticed() {
        assertEquals(presented(), readWhilePresenting(LONG));
        port().unplug();
        port().plug();
        assertEquals(presented(), readWhilePresenting(BACK_WITHIN));
    }

    @Test
    void closeEndsARead() throws Exception {
        CompletableFuture<CardReading> reading = reading(LONG);
        awaitListening();
        reader.close();
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(reading.get(2, TimeUnit.SECONDS)));
        reader.close();
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(reader.read(SHORT)));
    }

    @Test
    void secondReaderOfOneDeviceIsRefusedAndHarmless() {
        assertInstanceOf(CardReading.NothingPresented.class, reader.read(SHORT));
        try (CardReader second = reader("second", Path.of(portLink()))) {
            assertEquals(FaultCode.READER_NOT_CONNECTED, fault(second.read(SHORT)));
        }
        assertEquals(presented(), readWhilePresenting(LONG));
    }

    private String portLink() {
        return port().link().toString();
    }

    private CardReading presented() {
        return new CardReading.Presented(credential());
    }

    final CardReading readWhilePresenting(Duration timeout) {
        return readWhile(this::present, timeout);
    }

    /** How long a person waits before presenting again. */
    abstract Duration patience();

    /** Presents again, like a person would, when nothing happens for a while. */
    final CardReading readWhile(Runnable presenting, Duration timeout) {
        CompletableFuture<CardReading> reading = reading(timeout);
        awaitListening();
        do {
            presenting.run();
        } while (!finished(reading));
        return reading.join();
    }

    private boolean finished(CompletableFuture<CardReading> reading) {
        try {
            reading.get(patience().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(Thread.currentThread().isInterrupted(), "timed out");
            Thread.onSpinWait();
        }
    }

    final CompletableFuture<CardReading> reading(Duration timeout) {
        beforeReading();
        return CompletableFuture.supplyAsync(() -> reader.read(timeout));
    }

    /** Nobody reads; prepares to notice when somebody does. */
    abstract void beforeReading();

    /** Returns when the driver has begun to listen, so that what is presented is not stale. */
    abstract void awaitListening();

    static FaultCode fault(CardReading reading) {
        return assertInstanceOf(CardReading.Unreadable.class, reading).code();
    }
}
