package org.yibao.terminal.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Where the passphrase of store and keys comes from; never the passphrase itself. */
public sealed interface PassphraseSource {
    int BYTES_MAX = 1_024;

    /** Reads it: 1 to {@value #BYTES_MAX} bytes of UTF-8, without a line feed at the end. Empty when there is none. */
    Optional<char[]> read(Map<String, String> environment);

    record InFile(Path file) implements PassphraseSource {
        @Override
        public Optional<char[]> read(Map<String, String> environment) {
            try (InputStream content = Files.newInputStream(file)) {
                return passphrase(content.readNBytes(BYTES_MAX + 1));
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
    }

    record InEnvironment(String variable) implements PassphraseSource {
        @Override
        public Optional<char[]> read(Map<String, String> environment) {
            return Optional.ofNullable(environment.get(variable))
                    .flatMap(value -> passphrase(value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Optional<char[]> passphrase(byte[] utf8) {
        if (utf8.length > BYTES_MAX) {
            return Optional.empty();
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
        int end = text.length();
        while (end > 0 && (text.get(end - 1) == '\n' || text.get(end - 1) == '\r')) {
            end--;
        }
        char[] passphrase = Arrays.copyOf(text.array(), end);
        Arrays.fill(utf8, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return end == 0 ? Optional.empty() : Optional.of(passphrase);
    }
}
