package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.Callable;
import org.yibao.benefit.format.QuoteService;
import org.yibao.certs.Sm3;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quote}: splits bills from a file, by the quote contract. */
@Command(name = "quote", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class QuoteCommand implements Callable<Integer> {
    private static final int NANO_DIGITS = 9;
    private static final int SHOWN_DIGITS = 3;

    private final Console console;

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    private String file = "";

    @Option(names = "--jsonl")
    private boolean lines;

    @Option(names = "--explain")
    private boolean explain;

    @Option(names = "--certificate")
    private boolean certificate;

    @Option(names = "--timing")
    private boolean timing;

    @Mixin
    private PolicyChoice choice = new PolicyChoice();

    QuoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return AnswerFile.answer(console, file, () -> {
            QuoteService service = QuoteService.of(choice.selection());
            return (requests, answers) -> lines
                    ? answerLines(service, requests, answers)
                    : answer(service, requests.readNBytes(AnswerFile.REQUEST_KEPT_BYTES), answers);
        });
    }

    private boolean answer(QuoteService service, byte[] request, OutputStream answers) throws IOException {
        QuoteService.Answer answer = answer(service, request);
        answers.write(answer.json());
        answers.write('\n');
        return answer.refused();
    }

    private QuoteService.Answer answer(QuoteService service, byte[] request) {
        return certificate
                ? service.certificate(request, bytes -> Sm3.digest(bytes).toString())
                : service.answer(request, explain);
    }

    private boolean answerLines(QuoteService service, InputStream requests, OutputStream answers) throws IOException {
        long from = System.nanoTime();
        QuoteLines.Count count = QuoteLines.answer(requests, request -> answer(service, request), answers);
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
