package org.yibao.platform.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.yibao.platform.PlatformException;
import org.yibao.platform.ReferencePlatform;

/** Serves {@code POST /commands}: one line of words in, JSON out. Listens on loopback only. */
public final class ControlServer implements AutoCloseable {
    static final String PATH = "/commands";
    /** Longest command line, in bytes. */
    static final int COMMAND_BYTES_MAX = 1024;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int TOKEN_BYTES = 32;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;

    private final ControlCommands commands;
    private final HttpServer server;
    private final ExecutorService thread;
    private final String token;

    private ControlServer(ControlCommands commands, HttpServer server, String token) {
        this.commands = commands;
        this.server = server;
        this.token = token;
        this.thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "platform-control"));
        server.setExecutor(thread);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * Listens at 127.0.0.1; port 0 takes a free one.
     *
     * @throws PlatformException when the port is not to be had
     */
    public static ControlServer start(ReferencePlatform platform, int port) {
        byte[] drawn = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(drawn);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
            return new ControlServer(new ControlCommands(platform.control()), server, token);
        } catch (IOException e) {
            throw new PlatformException("the control cannot listen at its port", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** To be sent as {@code Authorization: Bearer …}. */
    public String token() {
        return token;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int refused = refusal(exchange);
            if (refused != 0) {
                exchange.sendResponseHeaders(refused, -1);
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(COMMAND_BYTES_MAX + 1);
            if (body.length > COMMAND_BYTES_MAX) {
                exchange.sendResponseHeaders(TOO_LARGE, -1);
                return;
            }
            run(exchange, new String(body, StandardCharsets.UTF_8).trim());
        }
    }

    /** A page of another site in the tester's browser has neither the token nor our name as its host. */
    private int refusal(HttpExchange exchange) {
        Set<String> hosts = Set.of("127.0.0.1:" + port(), "localhost:" + port());
        if (!hosts.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Host")))) {
            return FORBIDDEN;
        }
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            return UNAUTHORISED;
        }
        boolean known = exchange.getRequestURI().getPath().equals(PATH)
                && exchange.getRequestMethod().equals("POST");
        return known ? 0 : METHOD_NOT_ALLOWED;
    }

    private void run(HttpExchange exchange, String line) throws IOException {
        try {
            List<String> words = line.isEmpty() ? List.of() : List.of(line.split("\\s+", -1));
            send(exchange, OK, commands.run(words));
        } catch (PlatformException e) {
            JsonNode error = JsonNodeFactory.instance.objectNode().put("error", e.getMessage());
            send(exchange, BAD_REQUEST, error);
        }
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        byte[] body = (answer + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}
