package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sm3Test {
    private static final String ABC = "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    @Test
    void digestIsThatOfTheStandardsFirstExample() {
        // GB/T 32905-2016, A.1
        assertEquals(ABC, Sm3.digest(bytes("abc")).toString());
    }

    @Test
    void digestIsThatOfTheStandardsSecondExample() {
        // GB/T 32905-2016, A.2
        assertEquals(
                "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
                Sm3.digest(bytes("abcd".repeat(16))).hex());
    }

    @Test
    void piecesGiveTheDigestOfTheWhole() {
        byte[] whole = bytes("0123456789".repeat(30));
        for (int cut = 0; cut <= whole.length; cut++) {
            Digest pieces = Sm3.start()
                    .update(whole, 0, cut)
                    .update(Arrays.copyOfRange(whole, cut, whole.length))
                    .finish();
            assertEquals(Sm3.digest(whole), pieces);
        }
    }

    @Test
    void finishedDigestTakesNothingMore() {
        Sm3 digest = Sm3.start();
        digest.finish();
        assertThrows(IllegalStateException.class, digest::finish);
        assertThrows(IllegalStateException.class, () -> digest.update(new byte[1]));
    }

    @Test
    void textAndBytesGiveTheSameDigestBack() {
        Digest digest = Sm3.digest(bytes("abc"));
        assertEquals(digest, Digest.parse(ABC));
        assertEquals(digest, Digest.decode(digest.bytes()));
        assertEquals(digest.hashCode(), Digest.parse(ABC).hashCode());
    }

    @Test
    void digestCannotBeChangedThroughItsBytes() {
        Digest digest = Sm3.digest(bytes("abc"));
        digest.bytes()[0]++;
        assertEquals(ABC, digest.toString());
        assertNotEquals(digest, Sm3.digest(bytes("abd")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sm3:",
                "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
                "sm3:66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0",
                "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e",
                "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e00",
                "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\n",
                "sha256:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
            })
    void otherTextIsNoDigest(String text) {
        assertThrows(MalformedException.class, () -> Digest.parse(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void digestHasThirtyTwoBytes(int length) {
        assertThrows(MalformedException.class, () -> Digest.decode(new byte[length]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
