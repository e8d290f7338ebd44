package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A till: knows the address and the token of its terminal's local API, and nothing else. */
final class Till {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final String token;
    private final String operator;
    private final String operatorName;
    private final String device;

    /** @param operator {@code opter}, with the name and device that every call carries */
    Till(URI address, String token, String operator, String operatorName, String device) {
        this.address = address;
        this.token = token;
        this.operator = operator;
        this.operatorName = operatorName;
        this.device = device;
    }

    /** An answer of the local API. */
    record Reply(int status, JsonNode body) {
        boolean isOk() {
            return status / 100 == 2;
        }

        String errorCode() {
            return body.path("error").path("code").asText();
        }

        String errorMessage() {
            return body.path("error").path("message").asText();
        }
    }

    URI address() {
        return address;
    }

    String token() {
        return token;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Reply post(String path, ObjectNode body) {
        return posting(path, body).join();
    }

    /** A call whose answer may never come, such as one to a terminal that is about to be killed. */
    CompletableFuture<Reply> posting(String path, ObjectNode body) {
        ObjectNode signed = body.deepCopy();
        signed.put("opter", operator).put("opter_name", operatorName).put("dev_no", device);
        return http.sendAsync(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(signed.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(Till::reply);
    }

    Reply postNothing(String path) {
        return http.sendAsync(
                        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(Till::reply)
                .join();
    }

    Reply get(String path) {
        return http.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(Till::reply)
                .join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static Reply reply(HttpResponse<String> response) {
        try {
            return new Reply(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException garbage) {
            throw new DemoFailure("the local API answered no JSON: " + response.body(), garbage);
        }
    }
}
