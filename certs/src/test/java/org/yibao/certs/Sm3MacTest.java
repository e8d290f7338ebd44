package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Sm3MacTest {
    private static final byte[] MESSAGE = "370102199001011234".getBytes(StandardCharsets.US_ASCII);

    @Test
    void codeFollowsTheDefinitionOfHmac() {
        byte[] secret = new byte[Sm3MacKey.SIZE_BYTES];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (i + 1);
        }
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        for (int i = 0; i < 64; i++) {
            byte key = i < secret.length ? secret[i] : 0;
            inner[i] = (byte) (key ^ 0x36);
            outer[i] = (byte) (key ^ 0x5c);
        }
        Digest first = Sm3.start().update(inner).update(MESSAGE).finish();
        Digest second = Sm3.start().update(outer).update(first.bytes()).finish();

        assertArrayEquals(second.bytes(), Sm3Mac.of(Sm3MacKey.of(secret)).code(MESSAGE));
    }

    @Test
    void codeVerifiesUnderItsKeyAndMessageOnly() {
        Sm3Mac mac = Sm3Mac.of(Sm3MacKey.generate());
        byte[] code = mac.code(MESSAGE);

        assertDoesNotThrow(() -> mac.verify(MESSAGE, code));
        assertThrows(WrongSignatureException.class, () -> mac.verify(new byte[0], code));
        assertThrows(WrongSignatureException.class, () -> mac.verify(MESSAGE, new byte[0]));
        assertThrows(WrongSignatureException.class, () -> mac.verify(MESSAGE, Arrays.copyOf(code, 31)));
        Sm3Mac other = Sm3Mac.of(Sm3MacKey.generate());
        assertThrows(WrongSignatureException.class, () -> other.verify(MESSAGE, code));
    }

    @Test
    void everyFlippedByteOfACodeIsRefused() {
        Sm3Mac mac = Sm3Mac.of(Sm3MacKey.generate());
        Tamper.everyByte(
                mac.code(MESSAGE),
                changed -> assertThrows(WrongSignatureException.class, () -> mac.verify(MESSAGE, changed)));
    }

    @Test
    void codeIsNotThePlainDigest() {
        byte[] code = Sm3Mac.of(Sm3MacKey.generate()).code(MESSAGE);
        assertFalse(Arrays.equals(Sm3.digest(MESSAGE).bytes(), code));
    }
}
