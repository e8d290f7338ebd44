package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yibao.acceptance.demo.Till.Reply;

/** The calls a cashier's till makes, in the order in which a sale needs them. */
final class Counter {
    private static final long BEFORE_PRESENTING_MS = 150;
    private static final long BEFORE_PRESENTING_AGAIN_MS = 700;
    private static final int PRESENTED_MAX = 20;
    private static final int READ_TIMEOUT_MS = 15_000;

    private final Till till;
    private long presentedNanos;

    Counter(Till till) {
        this.till = till;
    }

    Till till() {
        return till;
    }

    /** When the credential that was read last was presented, {@link System#nanoTime}. */
    long presentedNanos() {
        return presentedNanos;
    }

    /**
     * Asks the terminal to read and has the person present the credential, again and again as people do until
     * the reader took it.
     */
    Reply present(String reader, Runnable presenting) {
        CompletableFuture<Reply> reading =
                till.posting("/credentials", Till.object().put("reader", reader).put("timeout_ms", READ_TIMEOUT_MS));
        long patience = BEFORE_PRESENTING_MS;
        for (int presented = 0; presented < PRESENTED_MAX; presented++) {
            try {
                return reading.get(patience, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                presentedNanos = System.nanoTime();
                presenting.run();
                patience = BEFORE_PRESENTING_AGAIN_MS;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("interrupted", interrupted);
            } catch (ExecutionException failed) {
                throw new DemoFailure("the terminal did not answer", failed);
            }
        }
        throw new DemoFailure("the reader " + reader + " took nothing");
    }

    /** A bill: drug code, count and price of each line. */
    static ArrayNode lines(String... codeCountPrice) {
        ArrayNode lines = Till.object().putArray("feedetail");
        for (String line : codeCountPrice) {
            String[] parts = line.split(" ", -1);
            BigDecimal count = new BigDecimal(parts[1]);
            BigDecimal price = new BigDecimal(parts[2]);
            lines.addObject()
                    .put("feedetl_sn", String.valueOf(lines.size()))
                    .put("med_list_codg", parts[0])
                    .put("cnt", count)
                    .put("pric", price)
                    .put("det_item_fee_sumamt", count.multiply(price).setScale(2, RoundingMode.HALF_UP));
        }
        return lines;
    }

    /** A bill of prescribed drugs at a pharmacy. */
    static ObjectNode prescription(boolean fromAccount, String... codeCountPrice) {
        ObjectNode bill = Till.object().put("med_type", "41").put("acct_used_flag", fromAccount ? "1" : "0");
        bill.putObject("rx").put("rx_circ_flag", "1").put("rx_tier", "2");
        bill.set("feedetail", lines(codeCountPrice));
        return bill;
    }

    Reply quote(JsonNode presented, ObjectNode bill) {
        ObjectNode call = bill.deepCopy();
        call.put("credential", presented.path("credential").asText());
        Reply quote = till.post("/quotes", call);
        DemoFailure.unless(quote.isOk(), "no quote: " + quote.body());
        return quote;
    }

    CompletableFuture<Reply> settling(Reply quote, String key) {
        return till.posting(
                "/settlements",
                Till.object()
                        .put("idempotency_key", key)
                        .put("quote", quote.body().path("quote").asText()));
    }

    Reply settle(Reply quote, String key) {
        Reply settled = settling(quote, key).join();
        DemoFailure.unless(settled.isOk(), "not settled: " + settled.body());
        return settled;
    }

    /** The settlement as it stands. */
    JsonNode settlement(String id) {
        Reply found = till.get("/settlements/" + id);
        DemoFailure.unless(found.isOk(), "no settlement " + id);
        return found.body();
    }
}
