package org.yibao.devices.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yibao.settlement.Bytes;

class ReaderFramesTest {
    private static final byte[] CARD = CardData.answer(0x90, new CardData().data());

    private final ReaderFrames frames = new ReaderFrames();

    @Test
    void requestsAreThoseOfTheFamily() {
        assertEquals("AAAAAA96690003200122", hex(ReaderStep.FIND_CARD.request()));
        assertEquals("AAAAAA96690003200221", hex(ReaderStep.SELECT_CARD.request()));
        assertEquals("AAAAAA96690003300132", hex(ReaderStep.READ_CARD.request()));
    }

    @Test
    void answersAreThoseOfTheFamily() {
        ReaderAnswer found = received("AAAAAA9669000800009F0000000097").orElseThrow();
        assertEquals(new StatusWord(StatusWord.CARD_FOUND), found.status());
        assertEquals(4, found.data().length());
        assertEquals(1295, CARD.length);
    }

    @Test
    void frameIsWholeOnlyWithItsLastByte() {
        for (int i = 0; i < CARD.length - 1; i++) {
            assertTrue(frames.received(Bytes.of(new byte[] {CARD[i]})).isEmpty());
        }
        assertTrue(frames.received(Bytes.of(new byte[] {CARD[CARD.length - 1]})).isPresent());
    }

    @Test
    void garbageBeforeTheFrameIsPassedOver() {
        assertTrue(received("00FF69AAAAAA96AAAAAAAA9669000400008084").isPresent());
    }

    @Test
    void preambleWithAnImpossibleLengthIsPassedOver() {
        assertTrue(received("AAAAAA96690003000000" + "AAAAAA9669050900" + "AAAAAA9669000400008084")
                .isPresent());
    }

    @Test
    void longestLengthIsAcceptedAndOneMoreIsNot() {
        received("AAAAAA96690508");
        assertTrue(frames.begun());
        ReaderFrames longer = new ReaderFrames();
        assertTrue(longer.received(bytes("AAAAAA96690509")).isEmpty());
        assertFalse(longer.begun());
    }

    @Test
    void everyFlippedBitIsRefusedOrLeavesNoFrame() {
        for (int bit = 0; bit < CARD.length * 8; bit++) {
            byte[] flipped = CARD.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(accepted(flipped), "bit " + bit);
        }
    }

    @Test
    void cutAnswerSaysHowFarItCame() {
        frames.received(Bytes.of(Arrays.copyOf(CARD, 100)));
        assertEquals("cut off after 100 of 1295 bytes", frames.state());
        ReaderFrames noise = new ReaderFrames();
        noise.received(Bytes.of(new byte[7]));
        assertEquals("nothing but 7 bytes that are no frame", noise.state());
    }

    /** Random pieces of random garbage and frames: no exception but the one meant, no endless loop, no big buffer. */
    @Test
    void hostileBytesAreNeverMoreThanRefused() {
        int whole = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(600)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        random.nextInt(4) == 0 ? (byte) random.nextInt(256) : HOSTILE[random.nextInt(HOSTILE.length)];
            }
            byte[] sound = CardData.answer(0x80);
            ReaderFrames fuzzed = new ReaderFrames();
            try {
                fuzzed.received(Bytes.of(bytes));
                whole += fuzzed.received(Bytes.of(sound)).isPresent() ? 1 : 0;
            } catch (CardRefusedException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("checksum"));
            }
        }
        assertTrue(whole > 100, "some of them resynchronise");
    }

    private static final byte[] HOSTILE = {(byte) 0xaa, (byte) 0xaa, (byte) 0xaa, (byte) 0x96, 0x69, 0, 1, 4};

    private static boolean accepted(byte[] frame) {
        try {
            return new ReaderFrames().received(Bytes.of(frame)).isPresent();
        } catch (CardRefusedException e) {
            return false;
        }
    }

    @Test
    void wrongChecksumIsAFault() {
        assertThrows(CardRefusedException.class, () -> received("AAAAAA9669000400008085"));
    }

    @Test
    void unknownStatusKeepsItsNumber() {
        StatusWord status =
                received("AAAAAA96690004123456" + "74").orElseThrow().status();
        assertEquals("123456 (not in the list)", status.toString());
        assertEquals("000041 (reading the card failed)", new StatusWord(0x41).toString());
    }

    private Optional<ReaderAnswer> received(String hex) {
        return frames.received(bytes(hex));
    }

    private static Bytes bytes(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes.toArray());
    }
}
