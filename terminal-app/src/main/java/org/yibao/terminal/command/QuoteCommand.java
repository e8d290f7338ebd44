package org.yibao.terminal.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.yibao.benefit.format.QuoteService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quote}: splits bills from a file, by the quote contract. */
@Command(name = "quote", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class QuoteCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    private String file = "";

    @Option(names = "--jsonl")
    private boolean lines;

    @Option(names = "--explain")
    private boolean explain;

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
                    ? answerLines(service, new BufferedInputStream(requests), answers)
                    : answer(service, requests.readNBytes(AnswerFile.REQUEST_KEPT_BYTES), answers);
        });
    }

    private boolean answer(QuoteService service, byte[] request, OutputStream answers) throws IOException {
        QuoteService.Answer answer = service.answer(request, explain);
        answers.write(answer.json());
        answers.write('\n');
        return answer.refused();
    }

    /** One answer a line, in order; what follows the last line feed counts when it is not empty. */
    private boolean answerLines(QuoteService service, InputStream requests, OutputStream answers) throws IOException {
        boolean anyRefused = false;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        for (int next = requests.read(); next >= 0; next = requests.read()) {
            begun = next != '\n';
            if (!begun) {
                anyRefused |= answer(service, line.toByteArray(), answers);
                line.reset();
            } else if (line.size() < AnswerFile.REQUEST_KEPT_BYTES) {
                line.write(next);
            }
        }
        if (begun) {
            anyRefused |= answer(service, line.toByteArray(), answers);
        }
        return anyRefused;
    }
}
