package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private static final byte[] CONTENT = "王五 370102199001011234".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PLACE = "journal/17".getBytes(StandardCharsets.US_ASCII);

    private final DataKey key = DataKey.generate();

    @Test
    void blockCipherIsThatOfTheStandardsExamples() {
        // GB/T 32907-2016, A.1 and A.2
        byte[] block = hex("0123456789ABCDEFFEDCBA9876543210");
        SM4Engine engine = new SM4Engine();
        engine.init(true, new KeyParameter(block.clone()));
        engine.processBlock(block, 0, block, 0);
        assertArrayEquals(hex("681EDF34D206965E86B3E94F536E4246"), block);
        for (int round = 1; round < 1_000_000; round++) {
            engine.processBlock(block, 0, block, 0);
        }
        assertArrayEquals(hex("595298C7C6FD271F0402F804C33D3F66"), block);
    }

    @Test
    void galoisCounterModeIsThatOfThePublishedExample() {
        // RFC 8998, A.1
        Sm4Gcm cipher = new Sm4Gcm(hex("0123456789ABCDEFFEDCBA9876543210"));
        byte[] nonce = hex("00001234567800000000ABCD");
        byte[] associated = hex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        byte[] plaintext = hex("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");
        byte[] ciphertextAndTag = hex("17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                + "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                + "83DE3541E4C2B58177E065A9BF7B62EC");

        assertArrayEquals(ciphertextAndTag, cipher.encrypt(nonce, associated, plaintext));
        assertArrayEquals(plaintext, cipher.decrypt(nonce, associated, ciphertextAndTag, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1_000_000})
    void sealedContentOpens(int length) {
        byte[] content = new byte[length];
        byte[] sealed = key.seal(content, PLACE);
        assertEquals(length + DataKey.OVERHEAD_BYTES, sealed.length);
        assertArrayEquals(content, key.open(sealed, PLACE));
    }

    @Test
    void everyFlippedByteIsRefused() {
        Tamper.everyByte(
                key.seal(CONTENT, PLACE),
                changed -> assertThrows(CertsException.class, () -> key.open(changed, PLACE)));
    }

    @Test
    void cutOrLengthenedBytesAreRefused() {
        byte[] sealed = key.seal(CONTENT, PLACE);
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThrows(CertsException.class, () -> key.open(cut, PLACE));
        }
        assertThrows(BrokenSealException.class, () -> key.open(Arrays.copyOf(sealed, sealed.length + 1), PLACE));
    }

    @Test
    void tooShortOrOfUnknownFormatIsMalformed() {
        byte[] sealed = key.seal(new byte[0], PLACE);
        assertThrows(MalformedException.class, () -> key.open(Arrays.copyOf(sealed, sealed.length - 1), PLACE));
        sealed[0] = 2;
        assertThrows(MalformedException.class, () -> key.open(sealed, PLACE));
    }

    @Test
    void movedToAnotherPlaceOrKeyIsRefused() {
        byte[] sealed = key.seal(CONTENT, PLACE);
        assertThrows(BrokenSealException.class, () -> key.open(sealed, "journal/18".getBytes(StandardCharsets.UTF_8)));
        assertThrows(BrokenSealException.class, () -> key.open(sealed, new byte[0]));
        assertThrows(BrokenSealException.class, () -> DataKey.generate().open(sealed, PLACE));
    }

    @Test
    void sameContentSealsDifferentlyAndHidesItself() {
        byte[] sealed = key.seal(CONTENT, PLACE);
        assertFalse(Arrays.equals(sealed, key.seal(CONTENT, PLACE)));
        assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("3701"));
    }

    @Test
    void wrappedKeysOpenWhatTheySealed() {
        KeyEncryptionKey over = KeyEncryptionKey.generate();
        byte[] sealed = key.seal(CONTENT, PLACE);
        assertArrayEquals(CONTENT, over.unwrapDataKey(over.wrap(key)).open(sealed, PLACE));

        Sm3MacKey macKey = Sm3MacKey.generate();
        assertArrayEquals(
                Sm3Mac.of(macKey).code(CONTENT),
                Sm3Mac.of(over.unwrapMacKey(over.wrap(macKey))).code(CONTENT));
    }

    @Test
    void storeKeyComesBackFromItsFile() {
        KeyEncryptionKey over = KeyEncryptionKey.generate();
        // A test reads the file's content to put it back.
        byte[] file = over.fileContent(InsecureSecretAccess.get());
        assertArrayEquals(
                key.secret(),
                KeyEncryptionKey.decode(file).unwrapDataKey(over.wrap(key)).secret());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void storeKeyFileHasThirtyTwoBytes(int length) {
        assertThrows(MalformedException.class, () -> KeyEncryptionKey.decode(new byte[length]));
    }

    @Test
    void rotationWrapsTheSameKeyUnderAnother() {
        KeyEncryptionKey old = KeyEncryptionKey.generate();
        KeyEncryptionKey next = KeyEncryptionKey.generate();
        byte[] sealed = key.seal(CONTENT, PLACE);
        byte[] rewrapped = next.wrap(old.unwrapDataKey(old.wrap(key)));

        assertArrayEquals(CONTENT, next.unwrapDataKey(rewrapped).open(sealed, PLACE));
        assertThrows(BrokenSealException.class, () -> old.unwrapDataKey(rewrapped));
    }

    @Test
    void everyFlippedByteOfAWrappingIsRefused() {
        KeyEncryptionKey over = KeyEncryptionKey.generate();
        Tamper.everyByte(
                over.wrap(key), changed -> assertThrows(CertsException.class, () -> over.unwrapDataKey(changed)));
    }

    @Test
    void keyOfOneKindNeverUnwrapsAsAnother() {
        KeyEncryptionKey over = KeyEncryptionKey.generate();
        assertThrows(BrokenSealException.class, () -> over.unwrapMacKey(over.wrap(key)));
        assertThrows(BrokenSealException.class, () -> over.unwrapDataKey(over.wrap(Sm3MacKey.generate())));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
