package org.yibao.acceptance.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * While the demo stays: a few words over HTTP on loopback that a person's curl says in place of hands and cables. It
 * only moves emulated devices and the reference platform's line.
 */
final class DemoControl implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNKNOWN = 404;

    private final HttpServer server;
    private final Stage stage;
    private final Map<String, Command> words = new TreeMap<>();

    private interface Command {
        String run(String argument);
    }

    private DemoControl(HttpServer server, Stage stage) {
        this.server = server;
        this.stage = stage;
        words.put("/scan/clinic", person -> scan(person, true));
        words.put("/scan/pharmacy", person -> scan(person, false));
        words.put("/card/lay", this::lay);
        words.put("/card/lift", nobody -> {
            stage.cardReader().liftCard();
            return "lifted";
        });
        words.put("/line/cut", nothing -> {
            stage.platform().control().cut();
            return "cut";
        });
        words.put("/line/restore", nothing -> {
            stage.platform().control().restore();
            return "restored";
        });
    }

    static DemoControl open(Stage stage) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            DemoControl control = new DemoControl(server, stage);
            server.createContext("/", control::handle);
            server.start();
            return control;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a person can copy into a shell. */
    List<String> commands() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        Till till = stage.pharmacy().counter().till();
        return List.of(
                "API=" + till.address(),
                "TOKEN=" + till.token(),
                "DEMO=" + base,
                "curl -X POST $DEMO/scan/pharmacy?370100000000003    # " + Screen.text("stay.scan"),
                "curl -X POST $DEMO/card/lay?370100000000001         # " + Screen.text("stay.lay"),
                "curl -X POST $DEMO/card/lift                        # " + Screen.text("stay.lift"),
                "curl -X POST $DEMO/line/cut                         # " + Screen.text("stay.cut"),
                "curl -X POST $DEMO/line/restore                     # " + Screen.text("stay.restore"));
    }

    private String scan(String psnNo, boolean atClinic) {
        String code = stage.platform().control().mintVoucher(psnNo);
        if (atClinic) {
            stage.clinicScanner().scan(code);
        } else {
            stage.pharmacyScanner().scan(code);
        }
        return "scanned";
    }

    private String lay(String psnNo) {
        stage.cardReader().liftCard();
        stage.cardReader().layCard(stage.cardOf(psnNo));
        return "laid";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Command command = words.get(exchange.getRequestURI().getPath());
            boolean posted = exchange.getRequestMethod().equals("POST");
            String query = exchange.getRequestURI().getQuery();
            if (command == null || !posted) {
                answer(exchange, UNKNOWN, String.join("\n", words.keySet()));
                return;
            }
            answer(exchange, OK, command.run(query == null ? "" : query));
        } catch (RuntimeException refused) {
            throw new IOException(refused);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
