package org.yibao.terminal.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.yibao.benefit.policy.InvalidPolicyException;
import org.yibao.terminal.policy.PolicyException;
import org.yibao.terminal.text.Sentences;

/** Requests from a file or standard input, answers to standard output. */
final class AnswerFile {
    /** Most bytes kept of a request: one past what it may have, so that a longer one is refused and not cut. */
    static final int REQUEST_KEPT_BYTES = 1024 * 1024 + 1;

    private AnswerFile() {}

    /** Answers what it reads; says whether a request was refused. */
    interface Answering {
        boolean answer(InputStream requests, OutputStream answers) throws IOException;
    }

    /** Makes the tables ready, or throws as they do. */
    interface Preparation {
        Answering prepare();
    }

    /**
     * @param file {@code -} is standard input
     * @return the exit code
     */
    static int answer(Console console, String file, Preparation preparation) {
        Answering answering;
        try {
            answering = preparation.prepare();
        } catch (PolicyException | InvalidPolicyException unusable) {
            console.err().println(unusable.getMessage());
            return ExitCode.WRONG_CALL;
        }
        try (InputStream requests = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
            OutputStream answers = new BufferedOutputStream(console.out());
            boolean refused = answering.answer(requests, answers);
            answers.flush();
            if (console.out().checkError()) {
                console.err().println(Sentences.of("command.unwritten"));
                return ExitCode.WRONG_CALL;
            }
            return refused ? ExitCode.REFUSED : ExitCode.OK;
        } catch (IOException | InvalidPathException unreadable) {
            console.err().println(Sentences.of("command.unreadable", file));
            return ExitCode.WRONG_CALL;
        }
    }
}
