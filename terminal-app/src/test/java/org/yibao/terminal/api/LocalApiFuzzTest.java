package org.yibao.terminal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.InsuredCard;
import org.yibao.settlement.port.CardReader;
import org.yibao.settlement.service.CredentialOutcome;

/**
 * Row 14 of the reliability list, local API: any bytes as HTTP, and any bytes as the body of each call, are answered
 * in time by what the API documents, never by a fault of its own; what is quoted is the bill that stands in the body.
 */
final class LocalApiFuzzTest {
    private static final List<List<String>> POSTS = List.of(
            List.of("credentials"),
            List.of("calculations"),
            List.of("quotes"),
            List.of("settlements"),
            List.of("settlements", "P3701020000220260302090000A001", "confirmation"),
            List.of("settlements", "P3701020000220260302090000A001", "void"),
            List.of("settlements", "P3701020000220260302090000A001", "closure"),
            List.of("queue", "P3701020000220260302090000A001", "release"),
            List.of("journal", "verification"));
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final int PORT = 8080;
    private static final int LARGER_PIECE = 7;

    private static final ApiCounter COUNTER = counter();
    private static final Router ROUTER = new Router(ports());

    private static ApiCounter counter() {
        try {
            ApiCounter counter = new ApiCounter(Files.createTempDirectory("local-api-fuzz"));
            // The first name that is drawn: the kept inputs say "name-1".
            CredentialOutcome presented = counter.ports
                    .service()
                    .present(new InsuredCard.IdentityCard(ApiCounter.BUYER.identityNumber(), ApiCounter.BUYER.name()));
            assertEquals("name-1", ((CredentialOutcome.Accepted) presented).handle());
            return counter;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** The counter's, with a reader that nobody lays anything on and nobody waits for. */
    private static LocalApiPorts ports() {
        LocalApiPorts usual = COUNTER.ports;
        return new LocalApiPorts(
                usual.service(),
                usual.outbox(),
                usual.journal(),
                usual.gateway(),
                usual.line(),
                new ReaderDesk(List.of(new EmptyReader())),
                usual.quotes(),
                usual.digest(),
                usual.certificates(),
                usual.renewal(),
                usual.directory(),
                usual.clock(),
                usual.version(),
                org.yibao.settlement.outbox.QueueAlarm.DEFAULT,
                org.yibao.settlement.testing.Deadlines.USUAL,
                usual.bearer(),
                usual.days());
    }

    private static final class EmptyReader implements CardReader {
        @Override
        public String name() {
            return "identity-card";
        }

        @Override
        public CardReading read(Duration timeout) {
            return new CardReading.NothingPresented();
        }

        @Override
        public void close() {}
    }

    @FuzzTest
    void anyBytesAreAnswered(byte[] bytes) {
        asHttp(bytes, Math.max(1, bytes.length));
        asHttp(bytes, LARGER_PIECE);
        for (List<String> path : POSTS) {
            asBody(path, bytes);
        }
    }

    private static void asHttp(byte[] bytes, int piece) {
        EmbeddedChannel channel = new EmbeddedChannel();
        HttpChannels.equip(
                channel.pipeline(), new Gate(ApiCounter.TOKEN, PORT), ApiLimits.USUAL, ROUTER, Runnable::run);
        for (int i = 0; i < bytes.length && channel.isOpen(); i += piece) {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes, i, Math.min(piece, bytes.length - i)));
            channel.runPendingTasks();
        }
        StringBuilder answered = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            answered.append(out.toString(StandardCharsets.UTF_8));
            out.release();
        }
        channel.finishAndReleaseAll();
        Matcher statuses = STATUS.matcher(answered);
        assertTrue(answered.isEmpty() || statuses.lookingAt(), "no HTTP came back");
        assertFalse(answered.indexOf(FaultCode.INTERNAL_FAULT.name()) >= 0, "a fault of its own");
    }

    private static void asBody(List<String> path, byte[] body) {
        Answer answer = ROUTER.answer(new Call("POST", path, Map.of(), Optional.empty(), body));
        JsonNode said = ApiJson.own(answer.json());
        if (answer.status() != HttpStatus.OK) {
            JsonNode error = said.path("error");
            assertFalse(error.path("code").asText().isEmpty(), "no code");
            assertFalse(error.path("code").asText().equals(FaultCode.INTERNAL_FAULT.name()), "a fault of its own");
            return;
        }
        if (path.get(0).equals("quotes")) {
            BigDecimal total = BigDecimal.ZERO;
            for (JsonNode line : ApiJson.own(body).path("feedetail")) {
                total = total.add(line.path("det_item_fee_sumamt").decimalValue());
            }
            BigDecimal quoted = said.at("/split/setlinfo/medfee_sumamt").decimalValue();
            assertEquals(0, total.compareTo(quoted), "another bill was quoted");
        }
    }
}
