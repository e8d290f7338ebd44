package org.yibao.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.yibao.settlement.FaultCode;
import org.yibao.terminal.machine.Machine;

/** The local API's bearer token: made at the first start, in a file that only its owner may read. */
final class Token {
    private static final int RANDOM_BYTES = 32;
    private static final String FORM = "[0-9A-Za-z_-]{32,128}";

    private Token() {}

    /** An unguessable text of visible characters. */
    static String draw(SecureRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    /** @throws StartException when the file cannot be made, is no token, or others may read it */
    static String loadOrMake(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                Machine.writePrivate(file, (draw(random, RANDOM_BYTES) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            if (Machine.othersMayRead(file)) {
                throw new StartException(
                        FaultCode.CONFIGURATION_INVALID, List.of("api.token_file: others may read " + file));
            }
            String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
            if (!token.matches(FORM)) {
                throw new StartException(
                        FaultCode.CONFIGURATION_INVALID, List.of("api.token_file: no token in " + file));
            }
            return token;
        } catch (IOException refused) {
            throw new StartException(
                    FaultCode.CONFIGURATION_INVALID, List.of("api.token_file: " + Machine.reason(refused)), refused);
        }
    }
}
