package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalApiGateTest {
    @TempDir
    Path folder;

    /** Sends raw bytes and reads to the end of the connection. */
    private static String raw(ApiCounter counter, String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), counter.api.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String health(String host, String more) {
        return "GET /health HTTP/1.1\r\nHost: " + host + "\r\n" + more + "Connection: close\r\n\r\n";
    }

    private static String authorization() {
        return "Authorization: Bearer " + ApiCounter.TOKEN + "\r\n";
    }

    @Test
    void onlyTheTokensHolderIsLetIn() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String host = "127.0.0.1:" + counter.api.port();
            assertTrue(raw(counter, health(host, authorization())).startsWith("HTTP/1.1 200"));
            for (String wrong : List.of(
                    "",
                    "Authorization: Bearer \r\n",
                    "Authorization: Bearer " + ApiCounter.TOKEN + "x\r\n",
                    "Authorization: Bearer " + ApiCounter.TOKEN.substring(1) + "\r\n",
                    "Authorization: Basic " + ApiCounter.TOKEN + "\r\n",
                    authorization() + authorization())) {
                String answer = raw(counter, health(host, wrong));
                assertTrue(answer.startsWith("HTTP/1.1 401"), wrong);
                assertTrue(answer.contains("\"code\":\"NOT_AUTHORISED\""), wrong);
            }
        }
    }

    @Test
    void aForeignHostOrOriginIsRefusedEvenWithTheToken() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            int port = counter.api.port();
            for (String host : List.of("evil.example:" + port, "127.0.0.1", "127.0.0.1:1", "localhost.evil:" + port)) {
                assertTrue(raw(counter, health(host, authorization())).startsWith("HTTP/1.1 403"), host);
            }
            String own = "localhost:" + port;
            assertTrue(raw(counter, health(own, authorization() + "Origin: http://localhost:" + port + "\r\n"))
                    .startsWith("HTTP/1.1 200"));
            for (String origin :
                    List.of("http://evil.example", "null", "http://localhost", "https://localhost:" + port)) {
                String answer = raw(counter, health(own, authorization() + "Origin: " + origin + "\r\n"));
                assertTrue(answer.startsWith("HTTP/1.1 403"), origin);
                assertTrue(answer.contains("ORIGIN_NOT_ALLOWED"), origin);
            }
        }
    }

    @Test
    void aCallWithoutAHostOrWithGarbageIsRefused() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            assertTrue(raw(counter, "GET /health HTTP/1.1\r\n" + authorization() + "\r\n")
                    .startsWith("HTTP/1.1 403"));
            String garbage = raw(counter, "\u0000\u0001\u0002 no http at all\r\n\r\n");
            assertTrue(garbage.startsWith("HTTP/1.1 400"), garbage);
            String endless = raw(counter, "GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n\r\n");
            assertTrue(endless.startsWith("HTTP/1.1 400"), endless);
        }
    }

    @Test
    void aBodyMayHaveOneMebibyteAndNoMore() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String most = " ".repeat(ApiLimits.BODY_MAX_BYTES - 2) + "{}";
            assertEquals("FIELD_MISSING", counter.post("/quotes", most).code());
            String host = "Host: 127.0.0.1:" + counter.api.port() + "\r\n" + authorization();
            String tooLong = "POST /quotes HTTP/1.1\r\n" + host + "Content-Length: " + (ApiLimits.BODY_MAX_BYTES + 1)
                    + "\r\n\r\n";
            String answer = raw(counter, tooLong);
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            assertTrue(answer.contains("REQUEST_TOO_LARGE"), answer);
        }
    }

    @Test
    void aRequestThatDoesNotArriveWholeIsGivenUp() throws Exception {
        ApiLimits hasty = new ApiLimits(8, 2, 2, Duration.ofMillis(200), Duration.ofMillis(300));
        try (ApiCounter counter = new ApiCounter(folder, hasty, Duration.ofSeconds(5))) {
            String begun = "POST /quotes HTTP/1.1\r\nHost: 127.0.0.1:" + counter.api.port() + "\r\n" + authorization()
                    + "Content-Length: 100\r\n\r\n{";
            assertEquals("", raw(counter, begun), "closed without an answer");
            assertEquals("", raw(counter, "GET /hea"), "a request line that stops");
            assertEquals("", raw(counter, ""), "a connection that says nothing");
        }
    }

    @Test
    void oneConnectionMoreThanAllowedIsClosedAtOnce() throws Exception {
        ApiLimits narrow = new ApiLimits(2, 2, 2, Duration.ofSeconds(10), Duration.ofSeconds(20));
        try (ApiCounter counter = new ApiCounter(folder, narrow, Duration.ofSeconds(5))) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), counter.api.port());
                String call = "GET /health HTTP/1.1\r\nHost: localhost:" + counter.api.port() + "\r\n" + authorization()
                        + "\r\n";
                socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', socket.getInputStream().read());
                open.add(socket);
            }
            try (Socket third = new Socket(InetAddress.getLoopbackAddress(), counter.api.port())) {
                third.setSoTimeout(20_000);
                assertEquals(-1, third.getInputStream().read());
            }
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void callsThatArriveTogetherOnOneConnectionAreAnsweredInOrder() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            String host = "localhost:" + counter.api.port();
            String first = "GET /totals HTTP/1.1\r\nHost: " + host + "\r\n" + authorization() + "\r\n";
            String answers = raw(counter, first + first + health(host, authorization()));
            int totals = answers.indexOf("medfee_sumamt");
            int again = answers.indexOf("medfee_sumamt", totals + 1);
            assertTrue(totals > 0 && again > totals && answers.indexOf("\"line\"") > again, answers);
        }
    }

    @Test
    void unknownPathsAndMethodsHaveTheirOwnAnswers() throws Exception {
        try (ApiCounter counter = new ApiCounter(folder)) {
            for (String path : List.of("/", "/nothing", "/health/", "/settlements/1/2/3", "//health")) {
                assertEquals(404, counter.get(path).status(), path);
            }
            assertEquals(405, counter.get("/quotes").status());
            ApiCounter.Reply deleted =
                    counter.send(counter.request("/health").DELETE().build());
            assertEquals("METHOD_NOT_ALLOWED", deleted.code());
            assertEquals("GET", deleted.body().at("/error/detail").asText());
            String host = "localhost:" + counter.api.port();
            String malformed = raw(counter, health(host, authorization()).replace("/health", "/health?a=%zz"));
            assertTrue(malformed.startsWith("HTTP/1.1 400"), malformed);
            HttpRequest options = counter.request("/health")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertEquals(405, counter.send(options).status());
        }
    }

    @Test
    void aFloodBeyondTheWaitingRoomIsToldToComeBack() throws Exception {
        ApiLimits one = new ApiLimits(16, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(20));
        try (ApiCounter counter = new ApiCounter(folder, one, Duration.ofSeconds(5))) {
            String body = "{\"reader\":\"identity-card\",\"timeout_ms\":1500," + ApiCounter.TILL + "}";
            List<Integer> statuses = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> {
                        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), counter.api.port())) {
                            socket.setSoTimeout(20_000);
                            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                            String head = "POST /credentials HTTP/1.1\r\nHost: localhost:" + counter.api.port() + "\r\n"
                                    + authorization() + "Content-Length: " + bytes.length + "\r\n\r\n";
                            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                            socket.getOutputStream().write(bytes);
                            return status(socket.getInputStream());
                        } catch (IOException broken) {
                            return -1;
                        }
                    })
                    .toList();
            assertTrue(statuses.stream().allMatch(status -> status == 422 || status == 503), statuses.toString());
        }
    }

    private static int status(InputStream answer) throws IOException {
        byte[] line = answer.readNBytes(12);
        return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    }
}
