package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yibao.benefit.Amount;
import org.yibao.certs.CertificateStanding;
import org.yibao.certs.KeyEncryptionKey;
import org.yibao.certs.Sm2KeyPair;
import org.yibao.certs.Sm3;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.clock.ClockFault;
import org.yibao.settlement.outbox.OutboxRunner;
import org.yibao.settlement.outbox.OutboxUploader;
import org.yibao.settlement.outbox.QueueAlarm;
import org.yibao.settlement.outbox.UploadLimits;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.service.ServicePorts;
import org.yibao.settlement.service.ServiceSettings;
import org.yibao.settlement.service.SettlementService;
import org.yibao.settlement.testing.Offline;
import org.yibao.settlement.testing.Persons;
import org.yibao.settlement.testing.Sales;
import org.yibao.settlement.testing.ScriptedPlatform;
import org.yibao.settlement.turn.Turns;
import org.yibao.store.SqliteStore;
import org.yibao.store.StoreKeys;
import org.yibao.terminal.catalogue.CatalogueFile;

/** A pharmacy's counter behind the real API, the real store and the real policy; only platform and card are played. */
final class ApiCounter implements AutoCloseable {
    static final String TOKEN = "token-of-the-test-0123456789abcdefghij";
    static final PersonSnapshot BUYER = Persons.person(1);
    static final String VOUCHER = "1234567890123456789012370102";
    static final String TILL = "\"opter\":\"C001\",\"opter_name\":\"李收银\",\"dev_no\":\"till-1\"";
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String CATALOGUE = """
            items:
              - {code: XA01, name: 试验药, list_type: "101", chrgitm_lv: "01", from: 2020-01-01}
              - {code: XB01, name: 试验药乙, list_type: "101", chrgitm_lv: "02", selfpay_prop: 0.1, from: 2020-01-01}
            """;

    final ScriptedPlatform platform = new ScriptedPlatform();
    final MovingClock clock = new MovingClock();
    final SqliteStore store;
    final LocalApi api;
    final LocalApiPorts ports;
    final LaidCards cards = new LaidCards();
    final List<CertificateStanding> certificates = new CopyOnWriteArrayList<>();
    volatile Optional<ClockFault> clockFault = Optional.empty();
    volatile DirectoryStanding directory = new DirectoryStanding(List.of(), List.of());
    private final OutboxRunner runner;
    private final ReaderDesk readers;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger names = new AtomicInteger();

    static final class MovingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-03-02T01:00:00Z");

        void move(Duration step) {
            now = now.plus(step);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Asia/Shanghai");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalStateException("the counter has one zone");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A device that gives what a test laid on it. */
    static final class LaidCards implements CardReader {
        private final BlockingQueue<CardReading> laid = new LinkedBlockingQueue<>();

        void lay(CardReading reading) {
            laid.add(reading);
        }

        void lay(InsuredCard card) {
            lay(new CardReading.Presented(card));
        }

        @Override
        public String name() {
            return "identity-card";
        }

        @Override
        public CardReading read(Duration timeout) {
            try {
                CardReading reading = laid.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
                return reading == null ? new CardReading.NothingPresented() : reading;
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                return new CardReading.NothingPresented();
            }
        }

        @Override
        public void close() {}
    }

    ApiCounter(Path folder) throws BindException {
        this(folder, ApiLimits.USUAL, Duration.ofSeconds(20));
    }

    ApiCounter(Path folder, ApiLimits limits, Duration settleDeadline) throws BindException {
        store = SqliteStore.open(
                folder.resolve("test.db"),
                StoreKeys.of(KeyEncryptionKey.generate(), Sm2KeyPair.generate()),
                Sales.PHARMACY,
                clock);
        platform.knows(BUYER, VOUCHER);
        QuoteDesk quotes = new QuoteDesk(
                FixedPolicy.of("jinan-in-force", "shandong-employee-draft-2024", "demo-supplement"),
                clock,
                body -> Sm3.digest(body).toString());
        UploadLimits upload = new UploadLimits(4, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(5));
        SettlementService[] made = new SettlementService[1];
        runner = new OutboxRunner(
                new OutboxUploader(upload, new Random(3)),
                upload,
                store.settlements(),
                store.outbox(),
                platform,
                clock,
                clock,
                (entry, answer, evidence) -> made[0].answered(entry, answer, evidence),
                Turns.onThread("outbox"));
        ServicePorts servicePorts = new ServicePorts(
                store.settlements(),
                store.outbox(),
                store.persons(),
                store.journal(),
                store.ids(),
                platform,
                platform,
                CatalogueFile.parse(CATALOGUE.getBytes(StandardCharsets.UTF_8)),
                (psnNo, day) -> false,
                Offline.KnownContact.NOW,
                quotes,
                clock,
                () -> clockFault,
                () -> "name-" + names.incrementAndGet());
        ServiceSettings settings = new ServiceSettings(
                Sales.PHARMACY,
                Offline.limits(Amount.ofFen(50_000), Duration.ofDays(2)),
                Duration.ofSeconds(5),
                settleDeadline,
                Duration.ofMinutes(5),
                Duration.ofMinutes(10));
        SettlementService service = new SettlementService(servicePorts, settings, runner);
        made[0] = service;
        runner.start();
        readers = new ReaderDesk(List.of(cards));
        ports = new LocalApiPorts(
                service,
                store.outbox(),
                store.journal(),
                platform,
                () -> new LineStanding("", "TLS_SM4_GCM_SM3", "", List.of()),
                readers,
                quotes,
                body -> Sm3.digest(body).toString(),
                () -> certificates,
                Optional::empty,
                () -> directory,
                clock,
                "test",
                new QueueAlarm(Duration.ofHours(2), 1_000));
        api = LocalApi.open(ports, 0, TOKEN, limits, Duration.ofSeconds(1));
    }

    ReaderDesk readers() {
        return readers;
    }

    record Reply(int status, JsonNode body) {
        String code() {
            return body.path("error").path("code").asText();
        }

        String field() {
            return body.path("error").path("field").asText();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api.address() + path)).header("Authorization", "Bearer " + TOKEN);
    }

    Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    void layIdentityCard() {
        cards.lay(new InsuredCard.IdentityCard(BUYER.identityNumber(), BUYER.name()));
    }

    String credential() throws IOException, InterruptedException {
        layIdentityCard();
        Reply read = post("/credentials", "{\"reader\":\"identity-card\",\"timeout_ms\":1000," + TILL + "}");
        if (read.status() != 200) {
            throw new IllegalStateException(read.toString());
        }
        return read.body().get("credential").asText();
    }

    static String bill(String credential, String yuan) {
        return """
                {"credential":"%s","med_type":"41","rx":{"rx_circ_flag":"1","rx_tier":"2"},"acct_used_flag":"1",
                 "diagnoses":[{"diag_type":"1","diag_code":"J00.x00","diag_name":"急性鼻咽炎"}],
                 "feedetail":[{"feedetl_sn":"1","med_list_codg":"XA01","cnt":1,"pric":%s,"det_item_fee_sumamt":%s}],
                 %s}""".formatted(credential, yuan, yuan, TILL);
    }

    Reply quote(String yuan) throws IOException, InterruptedException {
        return post("/quotes", bill(credential(), yuan));
    }

    static String order(String key, String quote) {
        return "{\"idempotency_key\":\"%s\",\"quote\":\"%s\",%s}".formatted(key, quote, TILL);
    }

    /** Reads, quotes and settles 100.00 yuan. */
    Reply sell(String key) throws IOException, InterruptedException {
        return post(
                "/settlements", order(key, quote("100.00").body().get("quote").asText()));
    }

    @Override
    public void close() {
        api.close();
        readers.close();
        runner.close();
        store.close();
    }
}
