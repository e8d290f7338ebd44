package org.yibao.devices.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.yibao.devices.line.ByteLine;
import org.yibao.devices.line.ScriptedLine;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.port.CardReader.CardReading;

class SerialIdentityCardReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Bytes FIND = CardData.request(0x20, 0x01, 0x22);
    private static final Bytes SELECT = CardData.request(0x20, 0x02, 0x21);
    private static final Bytes READ = CardData.request(0x30, 0x01, 0x32);
    private static final byte[] NONE = CardData.answer(0x80);
    private static final byte[] FOUND = CardData.answer(0x9f, new byte[4]);
    private static final byte[] SELECTED = CardData.answer(0x90, new byte[8]);
    private static final byte[] CARD = CardData.answer(0x90, new CardData().data());
    private static final CardReading PRESENTED =
            new CardReading.Presented(new InsuredCard.IdentityCard(CardData.NUMBER, CardData.NAME));

    @Test
    void cardIsFoundSelectedAndRead() {
        assertEquals(PRESENTED, read(selected().heard(READ).after(800, CARD)));
    }

    @Test
    void cardIsAskedForUntilItIsLaid() {
        ScriptedLine line = new ScriptedLine();
        for (int i = 0; i < 3; i++) {
            line.heard(FIND).after(50, NONE);
        }
        line.heard(FIND)
                .after(50, FOUND)
                .heard(SELECT)
                .after(50, SELECTED)
                .heard(READ)
                .after(800, CARD);
        assertEquals(PRESENTED, read(line));
    }

    @Test
    void askingEndsWithTheTime() {
        ScriptedLine line = new ScriptedLine();
        for (int i = 0; i < 8; i++) {
            line.heard(FIND).after(50, NONE);
        }
        assertInstanceOf(CardReading.NothingPresented.class, read(line));
    }

    @Test
    void answerInPiecesAfterGarbageIsRead() {
        assertEquals(
                PRESENTED,
                read(selected()
                        .heard(READ)
                        .after(5, new byte[] {0, (byte) 0xaa, 0x69})
                        .after(1, Arrays.copyOf(CARD, 700))
                        .after(90, Arrays.copyOfRange(CARD, 700, CARD.length))));
    }

    @Test
    void answerLeftOverFromTheReadBeforeIsThrownAway() {
        ScriptedLine line = new ScriptedLine().after(0, CARD).heard(FIND);
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(line), "no answer to the request itself came");
    }

    @Test
    void lateAnswerToAnotherRequestEndsTheRead() {
        assertEquals(
                FaultCode.CREDENTIAL_UNREADABLE,
                fault(new ScriptedLine().heard(FIND).after(10, CARD)));
        assertEquals(
                FaultCode.CREDENTIAL_UNREADABLE, fault(selected().heard(READ).after(10, SELECTED)));
        assertEquals(
                FaultCode.CREDENTIAL_UNREADABLE,
                fault(new ScriptedLine()
                        .heard(FIND)
                        .after(10, FOUND)
                        .heard(SELECT)
                        .after(10, CARD)));
    }

    @Test
    void silentReaderIsNotConnected() {
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(new ScriptedLine().heard(FIND)));
        assertEquals(FaultCode.READER_NOT_CONNECTED, fault(selected().heard(READ)));
    }

    @Test
    void nothingButNoiseIsTakenForAWrongSpeed() {
        CardReading.Unreadable reading =
                unreadable(new ScriptedLine().heard(FIND).after(10, new byte[12]));
        assertEquals(FaultCode.READER_NOT_CONNECTED, reading.code());
        assertTrue(reading.detail().contains("baud"), reading.detail());
    }

    @Test
    void cutAnswerIsUnreadable() {
        CardReading.Unreadable reading = unreadable(selected().heard(READ).after(10, Arrays.copyOf(CARD, 600)));
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, reading.code());
        assertTrue(reading.detail().contains("600 of 1295"), reading.detail());
    }

    @Test
    void slowAnswerIsReadUpToTheLongestGap() {
        byte[] start = Arrays.copyOf(CARD, 700);
        byte[] rest = Arrays.copyOfRange(CARD, 700, CARD.length);
        assertEquals(PRESENTED, read(selected().heard(READ).after(2_000, start).after(499, rest)));
        assertEquals(
                FaultCode.CREDENTIAL_UNREADABLE,
                fault(selected().heard(READ).after(2_000, start).after(501, rest)));
    }

    @Test
    void refusalOfTheReaderKeepsItsNumber() {
        CardReading.Unreadable reading = unreadable(selected().heard(READ).after(10, CardData.answer(0x41)));
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, reading.code());
        assertEquals("READ_CARD: status 000041 (reading the card failed)", reading.detail());
        assertTrue(unreadable(new ScriptedLine().heard(FIND).after(10, CardData.answer(0x777777)))
                .detail()
                .contains("777777"));
    }

    @Test
    void readerPulledOutWhileItAnswersIsNotConnected() {
        assertEquals(
                FaultCode.READER_NOT_CONNECTED,
                fault(selected().heard(READ).after(10, Arrays.copyOf(CARD, 600)).lost()));
    }

    @Test
    void expiryIsJudgedByTheDayInChina() {
        byte[] lastDay =
                CardData.answer(0x90, new CardData().with("to", "20261122").data());
        ScriptedLine line = selected().heard(READ).after(1, lastDay);
        assertEquals(PRESENTED, reader(line.line(), "2026-11-22T15:59:59Z").read(TIMEOUT));
        ScriptedLine later = selected().heard(READ).after(1, lastDay);
        CardReading reading = reader(later.line(), "2026-11-22T16:00:00Z").read(TIMEOUT);
        assertEquals(
                FaultCode.IDENTITY_CARD_EXPIRED,
                assertInstanceOf(CardReading.Unreadable.class, reading).code());
    }

    private static ScriptedLine selected() {
        return new ScriptedLine().heard(FIND).after(60, FOUND).heard(SELECT).after(120, SELECTED);
    }

    private static CardReading read(ScriptedLine script) {
        return reader(script.line(), "2026-11-22T00:00:00Z").read(TIMEOUT);
    }

    private static CardReader reader(ByteLine line, String now) {
        InstantSource clock = InstantSource.fixed(Instant.parse(now));
        return new SerialIdentityCardReader("reader", () -> line, clock);
    }

    private static FaultCode fault(ScriptedLine script) {
        return unreadable(script).code();
    }

    private static CardReading.Unreadable unreadable(ScriptedLine script) {
        return assertInstanceOf(CardReading.Unreadable.class, read(script));
    }
}
