package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yibao.acceptance.demo.Till.Reply;

/**
 * A till that sells for as long as its terminal lives, and afterwards repeats what was not answered, as docs/api.md has
 * it. It remembers what it was told, and finds fault when it is told something else later. One thread at a time.
 */
final class StormTill {
    private static final int VOID_ONE_OF = 5;

    private final String name;
    private final Random random;
    private final Map<String, Call> unanswered = new LinkedHashMap<>();
    private final Map<String, Told> answered = new TreeMap<>();
    private final List<String> wrongs = new ArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private int calls;
    private int repeated;
    private @Nullable String last;

    StormTill(String name, Random random) {
        this.name = name;
        this.random = random;
    }

    private record Call(String path, ObjectNode body) {}

    private record Told(String settlement, String word) {}

    /** Repeats what was not answered, then sells to whoever presented this credential until nobody answers. */
    void work(Till till, String credential) {
        try {
            repeat(till);
            while (!Thread.currentThread().isInterrupted()) {
                sell(till, credential);
                if (last != null && random.nextInt(VOID_ONE_OF) == 0) {
                    String sale = last;
                    last = null;
                    call(till, "/settlements/" + sale + "/void", Till.object());
                }
            }
        } catch (CompletionException killed) {
            // The call stays among the unanswered.
            return;
        }
    }

    void repeatUnanswered(Till till) {
        repeat(till);
    }

    private void repeat(Till till) {
        for (Map.Entry<String, Call> call : List.copyOf(unanswered.entrySet())) {
            Reply reply = post(till, call.getValue().path(), call.getValue().body());
            unanswered.remove(call.getKey());
            if (take(call.getKey(), call.getValue(), reply)) {
                repeated++;
                // A repeat of the repeat gets the same.
                take(
                        call.getKey(),
                        call.getValue(),
                        post(till, call.getValue().path(), call.getValue().body()));
            }
        }
    }

    private void sell(Till till, String credential) {
        ObjectNode bill = Counter.prescription(random.nextBoolean(), "DEMO-A-02 1 3.80");
        bill.put("credential", credential);
        Reply quote = post(till, "/quotes", bill);
        for (int tries = 0; tries < 3 && quote.isOk(); tries++) {
            ObjectNode sale =
                    Till.object().put("quote", quote.body().path("quote").asText());
            Reply settled = call(till, "/settlements", sale);
            if (!settled.errorCode().equals("QUOTE_STALE")) {
                return;
            }
            quote = new Reply(200, settled.body().path("quote"));
        }
    }

    private Reply call(Till till, String path, ObjectNode body) {
        String key = name + "-" + ++calls;
        Call call = new Call(path, body.put("idempotency_key", key));
        unanswered.put(key, call);
        Reply reply = post(till, path, body);
        unanswered.remove(key);
        take(key, call, reply);
        return reply;
    }

    private Reply post(Till till, String path, ObjectNode body) {
        Reply reply = till.post(path, body);
        answers.incrementAndGet();
        return reply;
    }

    /** How many calls were answered; any thread may ask. */
    int answers() {
        return answers.get();
    }

    /** @return whether something was made under the key */
    private boolean take(String key, Call call, Reply reply) {
        boolean sale = call.path().equals("/settlements");
        JsonNode view = reply.isOk() ? reply.body() : reply.body().path("settlement");
        if (view.isMissingNode()) {
            if (answered.containsKey(key)) {
                wrongs.add(key + " is forgotten: " + reply.body());
            }
            return false;
        }
        Told told = new Told(
                view.path("settlement").asText(), sale ? view.path("told").asText() : "VOIDED");
        Told before = answered.putIfAbsent(key, told);
        if (before != null && !before.equals(told)) {
            wrongs.add(key + " was told " + before + ", then " + told);
        }
        if (sale && reply.isOk()) {
            last = told.settlement();
        }
        return true;
    }

    /** The settlements that it was told of. */
    Set<String> made() {
        return answered.values().stream()
                .filter(told -> !told.word().equals("VOIDED"))
                .map(Told::settlement)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that it was told are sold. */
    List<String> sold() {
        return answered.values().stream()
                .filter(told -> Set.of("DONE", "DIFFERENCE", "PROVISIONAL").contains(told.word()))
                .map(Told::settlement)
                .toList();
    }

    int repeated() {
        return repeated;
    }

    /** What it was told against what it had been told. */
    List<String> wrongs() {
        return wrongs;
    }

    @Override
    public String toString() {
        return name;
    }
}
