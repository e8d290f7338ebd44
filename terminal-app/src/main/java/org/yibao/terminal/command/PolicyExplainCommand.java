package org.yibao.terminal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.page.Page;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.report.Explanation;
import org.yibao.benefit.split.BenefitCalculator;
import org.yibao.benefit.split.Derivation;
import org.yibao.benefit.split.Derived;
import org.yibao.settlement.MessageId;
import org.yibao.settlement.Settlement;
import org.yibao.terminal.configuration.Configuration;
import org.yibao.terminal.policy.ActivePolicy;
import org.yibao.terminal.text.Sentences;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy explain}: why a request or a stored settlement was split as it was, on paper. */
@Command(name = "explain", resourceBundle = "org.yibao.terminal.command.help", mixinStandardHelpOptions = true)
final class PolicyExplainCommand extends PolicyReport {
    @Parameters(paramLabel = "SETTLEMENT|FILE", descriptionKey = "SETTLEMENT")
    private String name = "";

    @Option(names = "--html")
    private boolean html;

    @Mixin
    private PolicyChoice choice = new PolicyChoice();

    PolicyExplainCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        Optional<MessageId> settlement = StoredSettlement.id(name);
        return settlement.isPresent() ? settlement(settlement.get()) : file();
    }

    private int file() {
        byte[] request;
        try (InputStream content = name.equals("-") ? console.in() : Files.newInputStream(Path.of(name))) {
            request = content.readNBytes(AnswerFile.REQUEST_KEPT_BYTES);
        } catch (IOException | InvalidPathException unreadable) {
            console.err().println(Sentences.of("command.unreadable", name));
            return ExitCode.WRONG_CALL;
        }
        PolicyBook book = choice.book();
        QuoteJson.Reading reading = QuoteJson.read(request, book);
        if (reading instanceof QuoteJson.Faulty faulty) {
            return show(Explanation.of(faulty.refusal()), ExitCode.REFUSED);
        }
        QuoteRequest understood = ((QuoteJson.Understood) reading).request();
        Derived derived = BenefitCalculator.derive(understood, book);
        return show(
                Explanation.of(understood, book, derived, List.of()),
                derived instanceof Derivation ? ExitCode.OK : ExitCode.REFUSED);
    }

    private int settlement(MessageId id) {
        Optional<Configuration> configured = choice.configuration();
        if (configured.isEmpty()) {
            return wrongCall(Sentences.of("explain.config-needed"));
        }
        Configuration configuration = configured.get();
        Optional<Settlement> found = StoredSettlement.find(id, configuration);
        if (found.isEmpty()) {
            console.err().println(Sentences.of("explain.no-settlement", id.value()));
            return ExitCode.REFUSED;
        }
        ActivePolicy shelf = new ActivePolicy(ShelfOptions.shelf(configuration));
        return settlement(found.get(), shelf.of(found.get().sale().quote().policy()));
    }

    /** @param book of exactly the tables it was split with; empty when they are no longer at hand */
    private int settlement(Settlement settlement, Optional<PolicyBook> book) {
        QuoteRequest request = settlement.sale().request();
        Quote stored = settlement.sale().quote();
        List<String> remarks = new ArrayList<>();
        remarks.add(Sentences.of(
                "explain.settlement", settlement.id().value(), Sentences.of("explain.state." + settlement.state())));
        prevailing(settlement, remarks);
        if (book.isEmpty()) {
            remarks.add(Sentences.of("explain.not-at-hand"));
            return show(Explanation.stored(request, stored, remarks), ExitCode.OK);
        }
        Derived derived = BenefitCalculator.derive(request, book.get());
        boolean agrees = derived instanceof Derivation again && says(again.quote(), stored);
        remarks.add(Sentences.of(agrees ? "explain.agrees" : "explain.differs"));
        return show(Explanation.of(request, book.get(), derived, remarks), agrees ? ExitCode.OK : ExitCode.REFUSED);
    }

    private static boolean says(Quote again, Quote stored) {
        return again.breakdown().equals(stored.breakdown())
                && again.lines().equals(stored.lines())
                && again.cumAfter().equals(stored.cumAfter());
    }

    private static void prevailing(Settlement settlement, List<String> remarks) {
        if (settlement.differs()) {
            BenefitBreakdown platform = settlement.breakdown();
            remarks.add(Sentences.of(
                    "explain.platform",
                    platform.fundPaySumamt(),
                    platform.psnPartAmt(),
                    platform.acctPay(),
                    platform.acctMulaidPay(),
                    platform.psnCashPay()));
        }
    }

    private int show(Page page, int exit) {
        return html ? printHtml(page, exit) : print(page, exit);
    }
}
