package org.yibao.devices.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.settlement.Bytes;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader.CardReading;

class IdentityCardTextTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void soundCardGivesNumberAndName() {
        assertEquals(
                new InsuredCard.IdentityCard(CardData.NUMBER, CardData.NAME),
                decoded(new CardData()).on(TODAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"阿卜杜拉·买买提", "阿卜杜拉•买买提", "王\uE863", "李𠮷", "欧阳修"})
    void namesMayHaveDotsAndRareCharacters(String name) {
        assertEquals(name, decoded(new CardData().with("name", name)).name());
    }

    @ParameterizedTest
    @CsvSource({
        "name, ''",
        "name, Zhang",
        "name, 张３",
        "name, 张\u2000三",
        "name, '张\u0000'",
        "sex, 3",
        "sex, ''",
        "nation, 1",
        "nation, 1A",
        "birth, 19491230",
        "birth, 19491232",
        "birth, ''",
        "address, ''",
        "address, 路\u2000号",
        "address, '路\u0007'",
        "number, 110105194912310021",
        "number, 11010519491231002",
        "number, 11010519491231002x",
        "authority, ''",
        "from, 20200230",
        "from, 长期",
        "from, 19491230",
        "to, 20190101",
        "to, 20200101",
        "to, 永久",
        "to, ''"
    })
    void fieldWithoutMeaningIsRefused(String field, String value) {
        CardData card = new CardData().with(field, value);
        CardRefusedException refused = assertThrows(CardRefusedException.class, () -> decoded(card));
        CardReading.Unreadable reading = (CardReading.Unreadable) refused.reading();
        assertEquals(FaultCode.CREDENTIAL_UNREADABLE, reading.code());
        assertTrue(value.isBlank() || !reading.detail().contains(value), "no personal data in the detail");
    }

    @Test
    void brokenSurrogatesAreRefused() {
        byte[] text = new CardData().text();
        text[1] = (byte) 0xd8;
        assertThrows(CardRefusedException.class, () -> IdentityCardText.decode(Bytes.of(CardData.data(text))));
    }

    @Test
    void otherLengthsOfTextAndPhotoAreRefused() {
        byte[] data = new CardData().data();
        byte[] longerText = data.clone();
        longerText[1] = 1;
        byte[] noPhoto = data.clone();
        noPhoto[2] = 0;
        for (byte[] wrong : new byte[][] {longerText, noPhoto, Arrays.copyOf(data, data.length - 1), {}, {1, 0}}) {
            assertThrows(CardRefusedException.class, () -> IdentityCardText.decode(Bytes.of(wrong)));
        }
    }

    @Test
    void cardIsValidToTheEndOfItsLastDay() {
        IdentityCardText card = decoded(new CardData().with("to", "20261122"));
        card.on(TODAY);
        CardRefusedException refused = assertThrows(CardRefusedException.class, () -> card.on(TODAY.plusDays(1)));
        assertEquals(
                new CardReading.Unreadable(FaultCode.IDENTITY_CARD_EXPIRED, "the card's validity is over"),
                refused.reading());
    }

    @Test
    void cardWithoutEndNeverExpires() {
        decoded(new CardData().with("to", "长期")).on(LocalDate.of(2200, 1, 1));
    }

    @Test
    void cardIsNotValidBeforeItsFirstDay() {
        IdentityCardText card = decoded(new CardData().with("from", "20261122"));
        card.on(TODAY);
        assertThrows(CardRefusedException.class, () -> card.on(TODAY.minusDays(1)));
    }

    @Test
    void textOfACardIsMasked() {
        String shown = decoded(new CardData()).toString();
        assertFalse(shown.contains("19491231") || shown.contains("三丰"), shown);
    }

    /**
     * One byte inserted into the text and one left out, the sum of all bytes as before or made to agree: the card
     * is refused, or the shift lay where it changes neither number nor name.
     */
    @Test
    void shiftedBytesNeverGiveAnotherIdentity() {
        InsuredCard truth = decoded(new CardData()).on(TODAY);
        int refused = 0;
        byte[] text = new CardData().text();
        for (int insert = 0; insert < text.length; insert++) {
            for (int remove = insert + 1; remove < text.length; remove += 3) {
                byte[] shifted = text.clone();
                System.arraycopy(text, insert, shifted, insert + 1, remove - insert);
                shifted[insert] = text[remove];
                refused += refusedOrSame(truth, shifted, "insert " + insert + ", remove " + remove);
            }
        }
        assertTrue(refused > 5_000, "most of them are refused: " + refused);
    }

    @Test
    void randomlySpoiltTextNeverGivesAnotherNumber() {
        int refused = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] text = new CardData().text();
            for (int i = random.nextInt(3); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            refused += refusedOrSameNumber(text, "seed " + seed);
        }
        assertTrue(refused > 1_000, "many of them are refused: " + refused);
    }

    private static int refusedOrSame(InsuredCard truth, byte[] text, String where) {
        try {
            assertEquals(
                    truth,
                    IdentityCardText.decode(Bytes.of(CardData.data(text))).on(TODAY),
                    where);
            return 0;
        } catch (CardRefusedException e) {
            return 1;
        }
    }

    private static int refusedOrSameNumber(byte[] text, String where) {
        try {
            String number = IdentityCardText.decode(Bytes.of(CardData.data(text)))
                    .number()
                    .value();
            assertEquals(CardData.NUMBER, number, where);
            return 0;
        } catch (CardRefusedException e) {
            return 1;
        }
    }

    private static IdentityCardText decoded(CardData card) {
        return IdentityCardText.decode(Bytes.of(card.data()));
    }
}
