package org.yibao.devices.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.InsuredCard;

/**
 * Row 14 of the reliability list, card records: any bytes from a reader, and any bytes as the data of a sound answer,
 * are refused or make the one person whose number and name stand in them; however they are cut.
 */
final class CardRecordFuzzTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final int NUMBER_AT = 4 + 2 * (15 + 1 + 2 + 8 + 35);
    private static final int NUMBER_BYTES = 2 * 18;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    @FuzzTest
    void anyBytesAreOnePersonOrRefused(byte[] bytes) {
        String whole = read(bytes, bytes.length);
        assertEquals(whole, read(bytes, 1));
        assertEquals(whole, read(bytes, 7));
        record(bytes);
        if (bytes.length <= ReaderFrames.LENGTH_MAX - ReaderFrames.LENGTH_MIN) {
            byte[] frame = CardData.answer(StatusWord.OK, bytes);
            ReaderAnswer answer = new ReaderFrames().received(Bytes.of(frame)).orElseThrow();
            assertEquals(Bytes.of(bytes), answer.data());
        }
    }

    private static String read(byte[] bytes, int piece) {
        ReaderFrames frames = new ReaderFrames();
        try {
            for (int i = 0; i < bytes.length; i += piece) {
                Bytes part = Bytes.of(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece)));
                Optional<ReaderAnswer> answer = frames.received(part);
                if (answer.isPresent()) {
                    ReaderStep.READ_CARD.check(answer.get());
                    return answer.get() + " " + record(answer.get().data().toArray());
                }
            }
            return frames.state();
        } catch (CardRefusedException refused) {
            return refused.reading().toString();
        }
    }

    /** What the record says; empty when it is refused. */
    private static String record(byte[] data) {
        IdentityCardText card;
        try {
            card = IdentityCardText.decode(Bytes.of(data));
        } catch (CardRefusedException refused) {
            return "";
        }
        String number = new String(data, NUMBER_AT, NUMBER_BYTES, StandardCharsets.UTF_16LE);
        assertEquals(number, card.number().value());
        assertTrue(checks(number), "a number whose check character is wrong");
        assertFalse(card.toString().contains(number), "a number in clear");
        try {
            assertEquals(new InsuredCard.IdentityCard(number, card.name()), card.on(TODAY));
        } catch (CardRefusedException notOnThisDay) {
            return "not today";
        }
        return number;
    }

    /** GB 11643, computed a second time. */
    private static boolean checks(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        return number.matches("[0-9]{17}[0-9X]") && number.charAt(17) == "10X98765432".charAt(sum % 11);
    }
}
