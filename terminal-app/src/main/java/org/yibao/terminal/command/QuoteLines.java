package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.yibao.benefit.format.QuoteService.Answer;

/**
 * Answers a JSON Lines input: one answer a line, in order, computed on every processor. However long the
 * input is, no more than {@link #AHEAD_MAX} requests are held at once.
 */
final class QuoteLines {
    /** Requests read and not yet answered. */
    static final int AHEAD_MAX = 16;

    private QuoteLines() {}

    /** How many requests there were, and how many of them were refused. */
    record Count(long requests, long refused) {
        Count with(Answer answer) {
            return new Count(requests + 1, refused + (answer.refused() ? 1 : 0));
        }
    }

    static Count answer(InputStream requests, Function<byte[], Answer> service, OutputStream answers)
            throws IOException {
        RequestLines lines = new RequestLines(requests);
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            Count count = new Count(0, 0);
            ArrayDeque<Future<Answer>> ahead = new ArrayDeque<>();
            for (byte[] request = lines.next(); request != null; request = lines.next()) {
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
}
