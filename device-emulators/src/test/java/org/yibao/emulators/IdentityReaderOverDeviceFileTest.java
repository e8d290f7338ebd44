package org.yibao.emulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.devices.SerialReaders;
import org.yibao.devices.line.SerialSettings;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.CardReader.CardReading;

class IdentityReaderOverDeviceFileTest extends CardReaderContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T02:00:00Z"));
    private static final EmulatedIdentityCard CARD =
            EmulatedIdentityCard.of(EmulatedIdentityCard.numberOf("37010219900101123"), "张三丰");

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private EmulatedIdentityCardReader emulated;

    private long requestsBefore;

    @Override
    void start(Path link) {
        emulated = EmulatedIdentityCardReader.at(link);
    }

    @Override
    void stop() {
        emulated.close();
    }

    @Override
    CardReader reader(String name, Path link) {
        return SerialReaders.identityCardReader(name, new SerialSettings(link.toString(), 115_200), CLOCK);
    }

    @Override
    void present() {
        lay(ReaderFault.NONE, CARD);
    }

    @Override
    InsuredCard credential() {
        return new InsuredCard.IdentityCard(CARD.number(), CARD.name());
    }

    @Override
    void presentSpoilt() {
        lay(ReaderFault.CUT_MID_FRAME, CARD);
    }

    /** A card is laid once: laying it again while it is read would spoil the read. */
    @Override
    Duration patience() {
        return LONG;
    }

    @Override
    EmulatedPort port() {
        return emulated.port();
    }

    @Override
    void beforeReading() {
        requestsBefore = emulated.requests();
    }

    @Override
    void awaitListening() {
        await(() -> emulated.requests() > requestsBefore);
    }

    private void lay(ReaderFault fault, EmulatedIdentityCard card) {
        emulated.fault(fault);
        emulated.layCard(card);
    }

    @Test
    void cardIsFoundASecondTimeOnlyWhenLiftedAndLaidAgain() {
        present();
        assertEquals(new CardReading.Presented(credential()), reader.read(LONG));
        assertInstanceOf(CardReading.NothingPresented.class, reader.read(SHORT));
        emulated.liftCard();
        assertInstanceOf(CardReading.NothingPresented.class, reader.read(SHORT));
        present();
        assertEquals(new CardReading.Presented(credential()), reader.read(LONG));
    }

    @Test
    void everyFaultOfTheReaderHasItsOutcome() {
        Map<ReaderFault, FaultCode> seen = new EnumMap<>(ReaderFault.class);
        for (ReaderFault fault : ReaderFault.values()) {
            lay(fault, CARD);
            if (reader.read(LONG) instanceof CardReading.Unreadable reading) {
                seen.put(fault, reading.code());
            }
        }
        assertEquals(
                Map.of(
                        ReaderFault.CUT_MID_FRAME, FaultCode.CREDENTIAL_UNREADABLE,
                        ReaderFault.FLIPPED_BYTE, FaultCode.CREDENTIAL_UNREADABLE,
                        ReaderFault.SHIFTED_BYTES, FaultCode.CREDENTIAL_UNREADABLE,
                        ReaderFault.SILENT, FaultCode.READER_NOT_CONNECTED),
                seen);
    }

    @Test
    void cardWhoseFieldsContradictEachOtherIsRefused() {
        lay(ReaderFault.NONE, CARD.born("19900102"));
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, fault(reader.read(LONG)));
        lay(ReaderFault.NONE, EmulatedIdentityCard.of(CARD.number().substring(0, 17) + "A", "张三丰"));
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, fault(reader.read(LONG)));
    }

    @Test
    void cardWhoseValidityIsOverIsRefused() {
        lay(ReaderFault.NONE, CARD.validTo("20261121"));
        assertEquals(FaultCode.IDENTITY_CARD_EXPIRED, fault(reader.read(LONG)));
        lay(ReaderFault.NONE, CARD.validTo("20261122"));
        assertEquals(new CardReading.Presented(credential()), reader.read(LONG));
    }

    @Test
    void bothSidesComputeTheSameCheckCharacter() {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            String number = EmulatedIdentityCard.numberOf("3701021990" + (1010000 + random.nextInt(200_000)));
            lay(ReaderFault.NONE, EmulatedIdentityCard.of(number, "李四"));
            if (reader.read(LONG) instanceof CardReading.Presented presented) {
                assertEquals(new InsuredCard.IdentityCard(number, "李四"), presented.card());
            } else {
                assertFalse(number.substring(10, 14).matches("10(0[1-9]|[12][0-9])|11(0[1-9]|[12][0-9])"), number);
            }
        }
    }

    @Test
    void noFaultShowsThePerson() {
        lay(ReaderFault.NONE, CARD.born("19900102"));
        String shown = reader.read(LONG).toString();
        assertFalse(shown.contains("1990") || shown.contains("三丰"), shown);
    }
}
