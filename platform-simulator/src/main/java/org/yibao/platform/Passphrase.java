package org.yibao.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.yibao.certs.KeyStoreFile;

/** Opens the platform's key stores. Its text shows nothing. */
public final class Passphrase {
    /** Names the passphrase where it does not stand in a file. */
    public static final String ENVIRONMENT_VARIABLE = "YIBAO_PLATFORM_PASSPHRASE";

    private static final int DRAWN_BYTES = 24;

    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    public static Passphrase of(char[] characters) {
        return new Passphrase(characters.clone());
    }

    /**
     * The first line of a file.
     *
     * @throws PlatformException when there is none
     */
    public static Passphrase load(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .findFirst()
                    .map(line -> new Passphrase(line.toCharArray()))
                    .orElseThrow(() -> new PlatformException("the passphrase file is empty"));
        } catch (IOException e) {
            throw new PlatformException("the passphrase file cannot be read", e);
        }
    }

    /** The passphrase that stands in the platform's own folder; drawn and written there the first time. */
    public static Passphrase loadOrDraw(Path folder) {
        Path file = folder.resolve("passphrase");
        if (!Files.exists(file)) {
            byte[] drawn = new byte[DRAWN_BYTES];
            new SecureRandom().nextBytes(drawn);
            PrivateFile.write(file, Base64.getUrlEncoder().encode(drawn));
        }
        return load(file);
    }

    /** The bytes of a key store file that this passphrase opens. */
    public byte[] encode(KeyStoreFile keys) {
        return keys.encode(characters());
    }

    /** A copy. */
    char[] characters() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "Passphrase[***]";
    }
}
