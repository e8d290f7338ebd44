package org.yibao.terminal.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yibao.terminal.RunningAddress;
import org.yibao.terminal.configuration.Configuration;

/** Asks the running terminal over its local API, as a till does. */
final class TerminalCall {
    /** Longer than any call that waits for the platform. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final int OK = 200;

    /** Amounts keep their two decimals. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private TerminalCall() {}

    /** What came of a call. */
    sealed interface Reply {
        record Answered(JsonNode body) implements Reply {}

        /** @param error the API's error object */
        record Refused(JsonNode error) implements Reply {}

        /** It runs, and gave no answer. */
        record Silent() implements Reply {}
    }

    /** Empty when no terminal runs here. */
    static Optional<Reply> get(Configuration configuration, String path) {
        return send(configuration, path, null);
    }

    /** Empty when no terminal runs here. */
    static Optional<Reply> post(Configuration configuration, String path, ObjectNode body) {
        return send(configuration, path, body);
    }

    private static Optional<Reply> send(Configuration configuration, String path, @Nullable ObjectNode body) {
        Optional<RunningAddress> running = RunningAddress.of(configuration);
        return running.isEmpty() ? Optional.empty() : send(running.get(), path, body);
    }

    private static Optional<Reply> send(RunningAddress running, String path, @Nullable ObjectNode body) {
        // A proxy that is set for the machine must not see the token.
        HttpClient client = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(running.api().resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + running.token());
            if (body != null) {
                request.POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode said = JSON.readTree(answer.body());
            return Optional.of(
                    answer.statusCode() == OK ? new Reply.Answered(said) : new Reply.Refused(said.path("error")));
        } catch (ConnectException killed) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of(new Reply.Silent());
        } catch (IOException noAnswer) {
            return Optional.of(new Reply.Silent());
        }
    }

    /** One document, for whoever reads it by a program. */
    static String text(JsonNode body) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
