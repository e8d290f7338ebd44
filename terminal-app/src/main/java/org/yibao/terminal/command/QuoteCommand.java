package org.yibao.terminal.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quote}: splits bills from a file, by the quote contract. */
@Command(name = "quote", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class QuoteCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE")
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
        QuoteService service;
        try {
            service = service();
        } catch (PolicyException unusable) {
            CommandTree.tell(console, unusable);
            return ExitCode.WRONG_CALL;
        } catch (InvalidPolicyException unusable) {
            console.err().println(unusable.getMessage());
            return ExitCode.WRONG_CALL;
        }
        try (InputStream requests = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
            OutputStream answers = new BufferedOutputStream(console.out());
            boolean refused = lines
                    ? answerLines(service, new BufferedInputStream(requests), answers)
                    : answer(service, requests.readNBytes(RequestLines.KEPT_BYTES), answers);
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

    /** Ids that nobody knows are answered, not refused: every request then is. */
    private QuoteService service() {
        Optional<Configuration> configuration = choice.configuration();
        return choice.named().isEmpty() && configuration.isPresent()
                ? QuoteService.of(PolicyChoice.active(configuration.get()))
                : QuoteService.of(choice.library(), choice.named().orElse(Policies.USUAL));
    }

    private boolean answer(QuoteService service, byte[] request, OutputStream answers) throws IOException {
        QuoteService.Answer answer = service.answer(request, explain);
        answers.write(answer.json());
        answers.write('\n');
        return answer.refused();
    }

    /** One answer a line, in order. */
    private boolean answerLines(QuoteService service, InputStream requests, OutputStream answers) throws IOException {
        boolean[] anyRefused = {false};
        RequestLines.each(requests, line -> anyRefused[0] |= answer(service, line, answers));
        return anyRefused[0];
    }
}
