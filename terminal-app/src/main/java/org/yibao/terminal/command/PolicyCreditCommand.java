package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.yibao.benefit.format.EntitlementService;
import org.yibao.benefit.format.QuoteService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code policy credit}: what the tables credit to an account, and what else they say of a person. */
@Command(name = "credit", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyCreditCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    private String file = "";

    @Mixin
    private PolicyChoice choice = new PolicyChoice();

    PolicyCreditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return AnswerFile.answer(console, file, () -> {
            EntitlementService service = EntitlementService.of(choice.selection());
            return (questions, answers) -> answer(service, questions, answers);
        });
    }

    private static boolean answer(EntitlementService service, InputStream questions, OutputStream answers)
            throws IOException {
        QuoteService.Answer answer = service.answer(questions.readNBytes(AnswerFile.REQUEST_KEPT_BYTES));
        answers.write(answer.json());
        answers.write('\n');
        return answer.refused();
    }
}
