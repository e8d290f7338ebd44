package org.yibao.terminal.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.CardReader.CardReading;

/** The devices of the counter, each on a thread of its own; one reading at a time. Any thread may call it. */
public final class ReaderDesk implements AutoCloseable {
    /** How much longer than its time a device may take before it counts as hanging. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Map<String, Desk> desks = new LinkedHashMap<>();

    private static final class Desk {
        private final CardReader reader;
        private final ExecutorService thread;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile String last = "";

        Desk(CardReader reader) {
            this.reader = reader;
            this.thread = Executors.newSingleThreadExecutor(run -> {
                Thread made = new Thread(run, "reader-" + reader.name());
                made.setDaemon(true);
                return made;
            });
        }
    }

    /** @param readers with different names; closed with this */
    public ReaderDesk(List<CardReader> readers) {
        readers.forEach(reader -> desks.put(reader.name(), new Desk(reader)));
    }

    /** How a device fared when it was last asked; empty before the first time. */
    record Standing(String name, String last) {}

    List<Standing> standings() {
        return desks.entrySet().stream()
                .map(entry -> new Standing(entry.getKey(), entry.getValue().last))
                .toList();
    }

    /** Empty when there is no such device. */
    Optional<CardReading> read(String name, Duration timeout) {
        Desk desk = desks.get(name);
        if (desk == null) {
            return Optional.empty();
        }
        if (!desk.busy.compareAndSet(false, true)) {
            return Optional.of(new CardReading.Unreadable(FaultCode.READER_BUSY, ""));
        }
        CardReading reading = onItsThread(desk, timeout);
        desk.last = reading instanceof CardReading.Unreadable unreadable
                ? unreadable.code().name()
                : "OK";
        return Optional.of(reading);
    }

    /** The device is free again only when its thread is, however long the caller waited. */
    private static CardReading onItsThread(Desk desk, Duration timeout) {
        try {
            Future<CardReading> reading = desk.thread.submit(() -> {
                try {
                    return desk.reader.read(timeout);
                } finally {
                    desk.busy.set(false);
                }
            });
            return reading.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException hanging) {
            return new CardReading.Unreadable(FaultCode.READER_NOT_CONNECTED, "the device does not return");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new CardReading.NothingPresented();
        } catch (ExecutionException fault) {
            return new CardReading.Unreadable(FaultCode.READER_NOT_CONNECTED, String.valueOf(fault.getCause()));
        } catch (RejectedExecutionException closed) {
            desk.busy.set(false);
            return new CardReading.Unreadable(FaultCode.READER_NOT_CONNECTED, "closing");
        }
    }

    @Override
    public void close() {
        for (Desk desk : desks.values()) {
            desk.reader.close();
            desk.thread.shutdownNow();
        }
    }
}
