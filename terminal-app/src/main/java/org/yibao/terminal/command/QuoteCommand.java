package org.yibao.terminal.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.benefit.policy.PolicyLibrary;
import org.yibao.terminal.Policies;
import org.yibao.terminal.StartException;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quote}: splits bills from a file, by the quote contract. */
@Command(name = "quote", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class QuoteCommand implements Callable<Integer> {
    /** One past what a request may have, so that a longer one is refused and not cut. */
    private static final int REQUEST_KEPT_BYTES = 1024 * 1024 + 1;

    private static final int NANO_DIGITS = 9;
    private static final int SHOWN_DIGITS = 3;

    private final Console console;

    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Option(names = "--jsonl")
    private boolean lines;

    @Option(names = "--policy", paramLabel = "ID[,ID]")
    private @Nullable String policy;

    @Option(names = "--bundle", paramLabel = "FILE")
    private List<Path> bundles = new ArrayList<>();

    @Option(names = "--explain")
    private boolean explain;

    @Option(names = "--timing")
    private boolean timing;

    @Option(names = "--config", paramLabel = "FILE")
    private @Nullable Path config;

    QuoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        QuoteService service;
        try {
            service = service();
        } catch (StartException | InvalidPolicyException unusable) {
            console.err().println(unusable.getMessage());
            return ExitCode.WRONG_CALL;
        }
        try (InputStream requests = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
            OutputStream answers = new BufferedOutputStream(console.out());
            boolean refused = lines
                    ? answerLines(service, requests, answers)
                    : answer(service, requests.readNBytes(REQUEST_KEPT_BYTES), answers);
            answers.flush();
            if (console.out().checkError()) {
                console.err().println(Sentences.of("command.unwritten"));
                return ExitCode.WRONG_CALL;
            }
            return refused ? ExitCode.REFUSED : ExitCode.OK;
        } catch (IOException | java.nio.file.InvalidPathException unreadable) {
            console.err().println(Sentences.of("command.unreadable", file));
            return ExitCode.WRONG_CALL;
        }
    }

    private QuoteService service() {
        List<Path> files = new ArrayList<>(bundles);
        List<String> ids = Policies.USUAL;
        if (config != null) {
            Configuration configuration = Configuration.load(config, System.getenv());
            files.addAll(0, configuration.policy().files());
            ids = configuration.policy().bundles();
        }
        if (policy != null) {
            ids = Arrays.stream(policy.split(",", -1)).map(String::strip).toList();
        }
        PolicyLibrary library = Policies.library(files);
        return QuoteService.of(library, ids);
    }

    private boolean answer(QuoteService service, byte[] request, OutputStream answers) throws IOException {
        QuoteService.Answer answer = service.answer(request, explain);
        answers.write(answer.json());
        answers.write('\n');
        return answer.refused();
    }

    private boolean answerLines(QuoteService service, InputStream requests, OutputStream answers) throws IOException {
        long from = System.nanoTime();
        QuoteLines.Count count = new QuoteLines(requests, REQUEST_KEPT_BYTES)
                .answer(request -> service.answer(request, explain), answers);
        if (timing) {
            report(count, Math.max(1, System.nanoTime() - from));
        }
        return count.refused() > 0;
    }

    private void report(QuoteLines.Count count, long nanos) {
        BigDecimal seconds = BigDecimal.valueOf(nanos, NANO_DIGITS);
        console.err()
                .println(Sentences.of(
                        "command.timing",
                        Long.toString(count.requests()),
                        Long.toString(count.refused()),
                        seconds.setScale(SHOWN_DIGITS, RoundingMode.HALF_UP).toPlainString(),
                        BigDecimal.valueOf(count.requests())
                                .divide(seconds, 0, RoundingMode.HALF_UP)
                                .toPlainString()));
    }
}
