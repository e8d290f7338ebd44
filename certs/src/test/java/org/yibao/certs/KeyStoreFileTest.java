package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.yibao.certs.TestAuthorities.DECADE;
import static org.yibao.certs.TestAuthorities.TERMINAL;
import static org.yibao.certs.TestAuthorities.YEAR;

import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyStoreFileTest {
    private static final char[] PASSPHRASE = "口令 for testing".toCharArray();

    private final P256KeyPair lineKeys = P256KeyPair.generate();
    private final CertificateChain lineChain = CertificateAuthority.createForLine("for testing", DECADE)
            .issue(CertificateRequest.of(lineKeys, "a wish"), TERMINAL, CertificateUsage.LINE_CLIENT, YEAR);

    @Test
    void keysAndChainComeBack() {
        KeyStoreFile opened =
                KeyStoreFile.decode(KeyStoreFile.of(lineKeys, lineChain).encode(PASSPHRASE), PASSPHRASE);
        assertEquals(lineKeys.privateKey().getD(), opened.keyPair().privateKey().getD());
        assertEquals(Curve.P256, opened.keyPair().curve());
        assertEquals(lineChain, opened.chain().orElseThrow());
    }

    @Test
    void waitingKeysComeBackWithoutAChain() {
        Sm2KeyPair keys = Sm2KeyPair.generate();
        KeyStoreFile opened = KeyStoreFile.decode(KeyStoreFile.of(keys).encode(PASSPHRASE), PASSPHRASE);
        assertEquals(keys.sm2PublicKey(), ((Sm2KeyPair) opened.keyPair()).sm2PublicKey());
        assertTrue(opened.chain().isEmpty());
    }

    @Test
    void otherPassphraseDoesNotOpen() {
        byte[] file = KeyStoreFile.of(lineKeys, lineChain).encode(PASSPHRASE);
        for (String other : new String[] {"口令 for testin", "口令 for testing ", "x"}) {
            assertThrows(WrongPassphraseException.class, () -> KeyStoreFile.decode(file, other.toCharArray()));
        }
        assertThrows(IllegalArgumentException.class, () -> KeyStoreFile.decode(file, new char[0]));
        KeyStoreFile waiting = KeyStoreFile.of(lineKeys);
        assertThrows(IllegalArgumentException.class, () -> waiting.encode(new char[0]));
    }

    @Test
    void everyFlippedByteAndEveryCutOfAFileIsRefused() {
        byte[] file = KeyStoreFile.of(lineKeys).encode(PASSPHRASE);
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= 0x01;
            assertThrows(CertsException.class, () -> KeyStoreFile.decode(changed, PASSPHRASE));
        }
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThrows(MalformedException.class, () -> KeyStoreFile.decode(cut, PASSPHRASE));
        }
        assertThrows(
                MalformedException.class,
                () -> KeyStoreFile.decode(new byte[KeyStoreFile.ENCODED_MAX_BYTES + 1], PASSPHRASE));
    }

    @Test
    void privateKeyDoesNotStandInTheFileInClear() {
        String secret = lineKeys.privateKey().getD().toString(16);
        byte[] file = KeyStoreFile.of(lineKeys, lineChain).encode(PASSPHRASE);
        assertFalse(HexFormat.of().formatHex(file).contains(secret));
    }

    @Test
    void certificateOfAnotherKeyIsMalformed() {
        P256KeyPair other = P256KeyPair.generate();
        assertThrows(MalformedException.class, () -> KeyStoreFile.of(other, lineChain));
        Sm2KeyPair otherCurve = Sm2KeyPair.generate();
        assertThrows(MalformedException.class, () -> KeyStoreFile.of(otherCurve, lineChain));
    }

    @Test
    void platformsOwnReaderOpensTheLinesKeyStore() throws Exception {
        byte[] file = KeyStoreFile.of(lineKeys, lineChain).encode("ascii".toCharArray());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), "ascii".toCharArray());
        String alias = store.aliases().nextElement();
        assertArrayEquals(
                lineChain.leaf().encoded(), store.getCertificate(alias).getEncoded());
        assertEquals("EC", store.getKey(alias, "ascii".toCharArray()).getAlgorithm());
    }
}
