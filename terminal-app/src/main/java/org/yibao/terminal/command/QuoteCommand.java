package org.yibao.terminal.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.format.QuoteService;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.certs.Sm3;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.policy.BundleFile;
import org.yibao.terminal.policy.Policies;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.policy.PolicyShelf;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quote}: splits bills from a file, by the quote contract. */
@Command(name = "quote", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class QuoteCommand implements Callable<Integer> {
    /** One past what a request may have, so that a longer one is refused and not cut. */
    private static final int REQUEST_KEPT_BYTES = 1024 * 1024 + 1;

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

    @Option(names = "--certificate")
    private boolean certificate;

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
        List<BundleFile> files = bundles.stream().map(BundleFile::load).toList();
        List<String> named = policy == null
                ? List.of()
                : Arrays.stream(policy.split(",", -1)).map(String::strip).toList();
        if (config == null) {
            return QuoteService.of(Policies.library(files), policy == null ? Policies.USUAL : named);
        }
        Configuration configuration = Configuration.load(config, System.getenv());
        PolicyShelf shelf = ShelfOptions.shelf(configuration);
        if (policy == null) {
            LocalDate today = LocalDate.now(ShelfOptions.clock(configuration));
            return QuoteService.of(new ActivePolicy(shelf).require(today));
        }
        return QuoteService.of(Policies.library(shelf.newest(), files), named);
    }

    private boolean answer(QuoteService service, byte[] request, OutputStream answers) throws IOException {
        QuoteService.Answer answer = certificate
                ? service.certificate(request, bytes -> Sm3.digest(bytes).toString())
                : service.answer(request, explain);
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
            } else if (line.size() < REQUEST_KEPT_BYTES) {
                line.write(next);
            }
        }
        if (begun) {
            anyRefused |= answer(service, line.toByteArray(), answers);
        }
        return anyRefused;
    }
}
