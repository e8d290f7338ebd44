package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EnrolmentCodeTest {
    private static final String CHARACTERS = "34679ACDEFGHJKMNPRTVWXY";

    private final EnrolmentCode code = EnrolmentCode.generate();
    private final String text = code.text(InsecureSecretAccess.get());

    @Test
    void isWrittenInGroupsAndReadHoweverItWasTyped() {
        assertTrue(text.matches("[" + CHARACTERS + "]{4}(-[" + CHARACTERS + "]{4}){5}"), text);
        assertEquals(code, EnrolmentCode.parse(text));
        assertEquals(
                code, EnrolmentCode.parse(" " + text.toLowerCase(Locale.ROOT).replace('-', ' ') + "\r\n"));
        assertEquals(code, EnrolmentCode.decode(code.encoded(InsecureSecretAccess.get())));
        assertEquals(code.digest(), EnrolmentCode.parse(text).digest());
        assertNotEquals(code, EnrolmentCode.generate());
    }

    @Test
    void everyWrongCharacterAndEverySwapIsNoticed() {
        String bare = text.replace("-", "");
        for (int place = 0; place < bare.length(); place++) {
            for (int value = 0; value < CHARACTERS.length(); value++) {
                String other = CHARACTERS.substring(value, value + 1);
                if (!bare.startsWith(other, place)) {
                    assertMistyped(bare.substring(0, place) + other + bare.substring(place + 1));
                }
            }
        }
        for (int place = 0; place + 1 < bare.length(); place++) {
            if (bare.charAt(place) != bare.charAt(place + 1)) {
                assertMistyped(bare.substring(0, place)
                        + bare.charAt(place + 1)
                        + bare.charAt(place)
                        + bare.substring(place + 2));
            }
        }
        assertMistyped("");
        assertMistyped(bare.substring(1));
        assertMistyped(bare + bare.charAt(0));
        assertMistyped("O" + bare.substring(1));
    }

    private static void assertMistyped(String typed) {
        MalformedException refused = assertThrows(MalformedException.class, () -> EnrolmentCode.parse(typed), typed);
        assertFalse(typed.length() > 3 && String.valueOf(refused.getMessage()).contains(typed));
    }

    @Test
    void wireTakesOnlyWhatItWrites() {
        byte[] small = text.replace("-", "").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        assertThrows(MalformedException.class, () -> EnrolmentCode.decode(small));
        assertThrows(MalformedException.class, () -> EnrolmentCode.decode(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void itsTextShowsNothing() {
        assertEquals("EnrolmentCode", code.toString());
    }
}
