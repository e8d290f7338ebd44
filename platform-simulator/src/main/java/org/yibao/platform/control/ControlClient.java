package org.yibao.platform.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.yibao.platform.PlatformException;

/** Tells a running platform what to do. */
public final class ControlClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final PlatformAddress address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    public ControlClient(PlatformAddress address) {
        this.address = address;
    }

    /**
     * Says one command.
     *
     * @return the answer, JSON
     * @throws PlatformException when the platform does not do it, or is not there
     */
    public String tell(List<String> words) {
        URI uri = URI.create("http://127.0.0.1:" + address.controlPort() + ControlServer.PATH);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + address.token())
                .POST(HttpRequest.BodyPublishers.ofString(String.join(" ", words)))
                .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() != OK) {
                throw new PlatformException(
                        response.statusCode() + " " + response.body().trim());
            }
            return response.body().trim();
        } catch (IOException e) {
            throw new PlatformException("the platform does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted", e);
        }
    }
}
