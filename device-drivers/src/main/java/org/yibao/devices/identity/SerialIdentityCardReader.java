package org.yibao.devices.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import org.yibao.devices.line.ByteLine;
import org.yibao.devices.line.DeviceLine;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;

/**
 * A reader of second-generation resident identity cards. It asks for a card until one is found or the time is over;
 * a card found in time is read to its end, which may take some seconds more. The reader finds a card once: it is
 * lifted and laid again for the next read, also after a read that failed.
 */
public final class SerialIdentityCardReader implements CardReader {
    private static final Duration POLL_PAUSE = Duration.ofMillis(200);
    /** The days on a card are days in China. */
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final String name;
    private final DeviceLine device;
    private final InstantSource clock;

    /** @param clock tells the day on which a card's validity is judged */
    public SerialIdentityCardReader(String name, ByteLine.Opener opener, InstantSource clock) {
        this.name = name;
        this.device = new DeviceLine(opener);
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CardReading read(Duration timeout) {
        return device.read(timeout, this::find);
    }

    private CardReading find(ByteLine line, Bytes stale, Duration timeout) {
        ReaderDialogue dialogue = new ReaderDialogue(line);
        try {
            while (dialogue.passed().compareTo(timeout) < 0) {
                ReaderAnswer answer = dialogue.ask(ReaderStep.FIND_CARD);
                if (answer.status().value() != StatusWord.NO_CARD) {
                    ReaderStep.FIND_CARD.check(answer);
                    return new CardReading.Presented(read(dialogue));
                }
                dialogue.pause(shorter(POLL_PAUSE, timeout.minus(dialogue.passed())));
            }
            return new CardReading.NothingPresented();
        } catch (CardRefusedException e) {
            return e.reading();
        }
    }

    private InsuredCard read(ReaderDialogue dialogue) {
        ReaderStep.SELECT_CARD.check(dialogue.ask(ReaderStep.SELECT_CARD));
        ReaderAnswer answer = dialogue.ask(ReaderStep.READ_CARD);
        ReaderStep.READ_CARD.check(answer);
        return IdentityCardText.decode(answer.data()).on(LocalDate.ofInstant(clock.instant(), CHINA));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void close() {
        device.close();
    }
}
