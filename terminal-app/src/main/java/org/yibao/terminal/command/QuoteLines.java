package org.yibao.terminal.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.format.QuoteService.Answer;

/**
 * Answers a JSON Lines input: one answer a line, in order, computed on every processor. However long the
 * input is, no more than {@link #AHEAD_MAX} requests are held at once. What follows the last line feed counts
 * when it is not empty.
 */
final class QuoteLines {
    /** Requests read and not yet answered. */
    static final int AHEAD_MAX = 16;

    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream requests;
    private final int keptBytes;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;

    /** @param keptBytes longest part of a line that is kept */
    QuoteLines(InputStream requests, int keptBytes) {
        this.requests = requests;
        this.keptBytes = keptBytes;
    }

    /** How many requests there were, and how many of them were refused. */
    record Count(long requests, long refused) {
        Count with(Answer answer) {
            return new Count(requests + 1, refused + (answer.refused() ? 1 : 0));
        }
    }

    Count answer(Function<byte[], Answer> service, OutputStream answers) throws IOException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Count count = new Count(0, 0);
            ArrayDeque<Future<Answer>> ahead = new ArrayDeque<>();
            for (byte[] request = next(); request != null; request = next()) {
                byte[] body = request;
                ahead.add(workers.submit(() -> service.apply(body)));
                if (ahead.size() == AHEAD_MAX) {
                    count = count.with(write(ahead.remove(), answers));
                }
            }
            while (!ahead.isEmpty()) {
                count = count.with(write(ahead.remove(), answers));
            }
            return count;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Answer write(Future<Answer> next, OutputStream answers) throws IOException {
        try {
            Answer answer = next.get();
            answers.write(answer.json());
            answers.write('\n');
            return answer;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        }
    }

    /** The next line without its feed, null after the last. */
    private byte @Nullable [] next() throws IOException {
        line.reset();
        while (at < end || fill()) {
            int from = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            line.write(chunk, from, Math.min(at - from, keptBytes - line.size()));
            if (at < end) {
                at++;
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, requests.read(chunk));
        return end > 0;
    }
}
