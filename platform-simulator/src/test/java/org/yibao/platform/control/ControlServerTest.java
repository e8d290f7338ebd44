package org.yibao.platform.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yibao.platform.Passphrase;
import org.yibao.platform.PlatformException;
import org.yibao.platform.PlatformSettings;
import org.yibao.platform.ReferencePlatform;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlServerTest {
    private static final String PERSON = "370100000000001";

    private ReferencePlatform platform;
    private ControlServer server;
    private PlatformAddress address;

    @BeforeAll
    void start(@TempDir Path folder) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2024-05-05T02:00:00Z"));
        platform = ReferencePlatform.start(
                PlatformSettings.demo(folder, 0, Passphrase.of("for testing only".toCharArray()), clock));
        server = ControlServer.start(platform, 0);
        address = new PlatformAddress("127.0.0.1", platform.address().getPort(), server.port(), server.token());
    }

    @AfterAll
    void stop() {
        server.close();
        platform.close();
    }

    private String tell(String line) {
        return new ControlClient(address).tell(List.of(line.split(" ", -1)));
    }

    /** The status line of a request written by hand. */
    private String status(String head, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String text = head + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8).split("\r\n", 2)[0];
        }
    }

    private String head(String method, String path, String host, String token) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token + "\r\n";
    }

    @Test
    void tellsPersonsAccumulatorsAndSettlements() {
        assertTrue(tell("sale " + PERSON + " 1000.00").contains("\"fund_pay_sumamt\":280.00"));

        String person = tell("person " + PERSON);

        assertTrue(person.contains("\"OPT_PAY\":280.00"), person);
        assertTrue(person.contains("\"balc\":860.00"), person);
        assertTrue(tell("settlements").contains("\"state\":\"BOOKED\""));
        assertTrue(tell("totals").contains("\"settlements\":0"));
        assertTrue(tell("totals H37010200001 A").contains("\"psn_cash_pay\":0.00"));
        assertEquals("[]", tell("alarms"));
        assertEquals("[]", tell("gaps"));
        assertEquals("[]", tell("quarantined"));
        assertTrue(tell("voucher " + PERSON).matches("\\{\"ec_qr_code\":\"\\d{28}\"}"));
    }

    @Test
    void tellsWhatIsPublished() {
        String directory = tell("directory");

        assertTrue(directory.contains("{\"part\":\"CATALOGUE\",\"ver\":\""), directory);
        assertTrue(directory.contains("\"data_cnt\":5,"), directory);
        assertTrue(directory.contains("\"published_at\":\"2024-05-05T02:00:00Z\"}"), directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "restore", "drop 2", "drop 0", "duplicate 0", "delay 0", "garble 0"})
    void doesWhatItIsTold(String line) {
        assertEquals("{\"done\":true}", tell(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "drop",
                "drop many",
                "drop -1",
                "drop 99999999999",
                "delay -1",
                "garble -1",
                "person nobody",
                "sale " + PERSON,
                "sale " + PERSON + " 1.234",
                "totals H37010200001",
                "release",
                "release H37010200001",
                "release H37010200001 A"
            })
    void refusesWhatIsNoCommandInWords(String line) {
        PlatformException refused = assertThrows(PlatformException.class, () -> tell(line));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("400 {\"error\":"), refused.toString());
    }

    @Test
    void takesNobodyWithoutTheToken() throws IOException {
        String host = "127.0.0.1:" + server.port();

        assertTrue(status(head("POST", "/commands", host, "guessed"), "people").contains(" 401 "));
        assertTrue(status("POST /commands HTTP/1.1\r\nHost: " + host + "\r\n", "people")
                .contains(" 401 "));
        assertTrue(status(head("POST", "/commands", host, server.token()), "people")
                .contains(" 200 "));
    }

    @Test
    void takesNoRequestForAnotherHost() throws IOException {
        for (String host : List.of("evil.example", "evil.example:" + server.port(), "127.0.0.1")) {
            assertTrue(status(head("POST", "/commands", host, server.token()), "people")
                    .contains(" 403 "));
        }
    }

    @Test
    void knowsOnePathAndOneMethod() throws IOException {
        String host = "localhost:" + server.port();

        assertTrue(status(head("GET", "/commands", host, server.token()), "").contains(" 405 "));
        assertTrue(status(head("POST", "/", host, server.token()), "people").contains(" 405 "));
    }

    @Test
    void commandHasALongestLength() throws IOException {
        String host = "localhost:" + server.port();
        String most = "people" + " ".repeat(ControlServer.COMMAND_BYTES_MAX - "people".length());

        assertTrue(status(head("POST", "/commands", host, server.token()), most).contains(" 200 "));
        assertTrue(status(head("POST", "/commands", host, server.token()), most + " ")
                .contains(" 413 "));
    }

    @Test
    void addressIsReadBackAndItsTextHidesTheToken(@TempDir Path folder) {
        address.write(folder);

        assertEquals(address, PlatformAddress.load(folder));
        assertFalse(address.toString().contains(server.token()));
        assertThrows(PlatformException.class, () -> PlatformAddress.load(folder.resolve("elsewhere")));
    }
}
