package org.yibao.settlement.port;

import java.time.Duration;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;

/**
 * A reader or scanner at the counter. One thread at a time reads a device; {@link #read} waits on the calling
 * thread, {@link #close} may come from any.
 */
public interface CardReader extends AutoCloseable {
    /** As the configuration calls it, such as {@code scanner}. */
    String name();

    /** Waits until something is presented, read whole and checked, or the time is over. Never throws. */
    CardReading read(Duration timeout);

    @Override
    void close();

    /** What a device saw. */
    sealed interface CardReading {
        record Presented(InsuredCard card) implements CardReading {}

        record NothingPresented() implements CardReading {}

        /**
         * Something was there and cannot be used, or the device does not answer.
         *
         * @param detail for the technician; without personal data
         */
        record Unreadable(FaultCode code, String detail) implements CardReading {}
    }
}
