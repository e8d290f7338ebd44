package org.yibao.terminal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yibao.settlement.Sale;
import org.yibao.settlement.testing.Sales;
import org.yibao.store.SqliteStore;
import org.yibao.terminal.Terminal;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.PolicyShelf;

/** Row 9 of the reliability list over the whole terminal: its store, its calls, and a clock that is moved. */
final class ClockStepsTest {
    @TempDir
    Path folder;

    private Configuration configuration;
    private MovedClock clock;

    private static final class MovedClock extends Clock {
        private final Clock right;
        private volatile Duration wrong = Duration.ZERO;

        MovedClock(Clock right) {
            this.right = right;
        }

        void show(Instant time) {
            wrong = Duration.between(right.instant(), time);
        }

        @Override
        public ZoneId getZone() {
            return right.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalStateException("the counter has one zone");
        }

        @Override
        public Instant instant() {
            return right.instant().plus(wrong);
        }
    }

    @BeforeEach
    void terminalWithATable() throws IOException {
        StoredTerminal terminal = StoredTerminal.in(folder);
        Files.writeString(
                folder.resolve("catalogue.yaml"),
                "items: [{code: X, name: x, list_type: \"101\", chrgitm_lv: \"01\", from: 2020-01-01}]\n");
        configuration = terminal.configuration();
        Clock right = ShelfOptions.clock(configuration);
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        BundleFile table = BundleFile.find("jinan-in-force");
        shelf.install(table, terminal.publisher().sign(table), "张技术", right.instant());
        shelf.activate(List.of("jinan-in-force"), LocalDate.now(right), "张技术", right);
        clock = new MovedClock(right);
    }

    private JsonNode health(Terminal terminal) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(terminal.address() + "/health"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(configuration.api().tokenFile())
                                        .strip())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    private void assertClock(String standing, String code, JsonNode health) {
        assertEquals(standing, health.get("clock").asText(), health.toString());
        assertEquals(code, health.at("/clock_fault/code").asText());
    }

    @Test
    void theLastRecordTellsAfterARestartThatTheClockWentBack() throws Exception {
        Clock ahead = Clock.offset(ShelfOptions.clock(configuration), Duration.ofHours(1));
        try (SqliteStore store = Terminal.openStore(configuration, Map.of(), ahead)) {
            Sale sale = Sales.atPharmacy().made(store.ids().next(LocalDateTime.now(ahead)), "sale");
            store.settlements().accept(sale, before -> Sales.message(sale), Sales.after(sale));
        }
        try (Terminal terminal = Terminal.start(configuration, Map.of(), clock)) {
            assertClock("WRONG", "CLOCK_WENT_BACK", health(terminal));
            clock.show(ahead.instant());
            assertClock("OK", "", health(terminal));
        }
    }

    @Test
    void noTimeThatTheClockShowsStopsTheTerminal() throws Exception {
        Instant now = clock.instant();
        try (Terminal terminal = Terminal.start(configuration, Map.of(), clock)) {
            for (String shown : List.of(
                    "1970-01-01T00:00:00Z",
                    "2025-12-31T15:59:59Z",
                    "2025-12-31T16:00:00Z",
                    "2024-02-29T15:59:59Z",
                    "2038-01-19T03:14:08Z",
                    "2099-12-31T15:59:59Z")) {
                Instant time = Instant.parse(shown);
                clock.show(time);
                boolean back = time.isBefore(now);
                assertClock(
                        back ? "WRONG" : "DOUBTFUL", back ? "CLOCK_WENT_BACK" : "CLOCK_WENT_AHEAD", health(terminal));
            }
            clock.show(now);
            JsonNode right = health(terminal);
            assertClock("OK", "", right);
            assertFalse(right.get("policy").isEmpty());
        }
    }
}
