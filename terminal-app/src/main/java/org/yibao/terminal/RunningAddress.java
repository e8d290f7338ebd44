package org.yibao.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.yibao.terminal.configuration.Configuration;

/**
 * Where the running terminal's API is, as a till finds it.
 *
 * @param api on the loopback interface
 * @param token what a caller must bear
 */
public record RunningAddress(URI api, String token) {
    private static final String LOOPBACK = "http://127\\.0\\.0\\.1:\\d{1,5}";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Empty when no terminal says that it runs on this store; one that was killed may have left its word behind. */
    public static Optional<RunningAddress> of(Configuration configuration) {
        try {
            JsonNode said =
                    JSON.readTree(Files.readAllBytes(configuration.store().resolve(AddressFile.NAME)));
            String address = said.path("address").asText();
            if (!address.matches(LOOPBACK)) {
                return Optional.empty();
            }
            String token = Files.readString(Path.of(said.path("token_file").asText()), StandardCharsets.US_ASCII);
            return Optional.of(new RunningAddress(URI.create(address), token.strip()));
        } catch (IOException | InvalidPathException notThere) {
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "RunningAddress[" + api + "]";
    }
}
