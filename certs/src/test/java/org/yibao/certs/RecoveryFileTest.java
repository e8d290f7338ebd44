package org.yibao.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecoveryFileTest {
    private static final char[] PASSPHRASE = "for testing only 口令".toCharArray();

    @Test
    void keyComesBackUnderItsPassphraseAlone() {
        KeyEncryptionKey key = KeyEncryptionKey.generate();
        byte[] file = RecoveryFile.encode(key, PASSPHRASE);
        assertEquals(RecoveryFile.FILE_BYTES, file.length);
        assertArrayEquals(
                key.fileContent(InsecureSecretAccess.get()),
                RecoveryFile.decode(file, PASSPHRASE).fileContent(InsecureSecretAccess.get()));
        assertThrows(WrongPassphraseException.class, () -> RecoveryFile.decode(file, "for testing only".toCharArray()));
    }

    @Test
    void changedFileDoesNotOpen() {
        byte[] file = RecoveryFile.encode(KeyEncryptionKey.generate(), PASSPHRASE);
        // One byte of the salt, of the nonce, of the key and of the tag.
        for (int at : new int[] {10, 26, 45, RecoveryFile.FILE_BYTES - 1}) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertThrows(WrongPassphraseException.class, () -> RecoveryFile.decode(changed, PASSPHRASE), "byte " + at);
        }
    }

    @Test
    void otherBytesAndUnaffordableRoundsAreRefusedAtOnce() {
        byte[] file = RecoveryFile.encode(KeyEncryptionKey.generate(), PASSPHRASE);
        byte[] slow = file.clone();
        Arrays.fill(slow, 4, 8, (byte) 0x7f);
        byte[] foreign = file.clone();
        foreign[0] ^= 1;
        assertThrows(MalformedException.class, () -> RecoveryFile.decode(slow, PASSPHRASE));
        assertThrows(MalformedException.class, () -> RecoveryFile.decode(foreign, PASSPHRASE));
        assertThrows(MalformedException.class, () -> RecoveryFile.decode(Arrays.copyOf(file, 20), PASSPHRASE));
        assertThrows(MalformedException.class, () -> RecoveryFile.decode(new byte[0], PASSPHRASE));
    }
}
