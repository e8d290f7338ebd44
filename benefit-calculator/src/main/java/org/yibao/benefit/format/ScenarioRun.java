package org.yibao.benefit.format;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.policy.Origin;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.split.BenefitCalculator;

/** Answers a scenario's request and tells where the answer is not the one the scenario says. */
final class ScenarioRun {
    private final Scenario scenario;
    private final Defects defects;

    private ScenarioRun(Scenario scenario, Defects defects) {
        this.scenario = scenario;
        this.defects = defects;
    }

    static void run(Scenario scenario, PolicyBook book, Defects defects) {
        new ScenarioRun(scenario, defects).compare(book);
    }

    private void compare(PolicyBook book) {
        Faults faults = new Faults();
        QuoteRequest request = new RequestReader(faults, book.structure().accumulators()).read(scenario.request());
        Refusal faulty = faults.weightiest();
        if (faulty != null && !(scenario.expected() instanceof Scenario.Refused)) {
            faults.kept().forEach(this::unexpected);
            return;
        }
        QuoteResult result = faulty == null
                ? BenefitCalculator.calculate(request, book, BenefitCalculator.Explanation.NONE)
                : faulty;
        if (result instanceof Refusal refusal) {
            compareRefusal(refusal);
        } else if (scenario.expected() instanceof Scenario.Refused refused) {
            defects.add(refused.origin(), "scenario-not-refused", scenario.name(), refused.code());
        } else {
            compareSplit((Scenario.Split) scenario.expected(), (Quote) result, book);
        }
    }

    private void compareRefusal(Refusal refusal) {
        String code = refusal.code().name();
        if (!(scenario.expected() instanceof Scenario.Refused refused)) {
            unexpected(refusal);
        } else if (!refused.code().equals(code)) {
            differs(refused.origin(), "refused", refused.code(), code);
        } else if (!refused.field().isEmpty() && !refused.field().equals(refusal.field())) {
            differs(refused.fieldOrigin(), "field", refused.field(), refusal.field());
        }
    }

    private void unexpected(Refusal refusal) {
        Origin field = scenario.places().apply(refusal.field());
        Origin origin = field == null ? scenario.origin() : field;
        defects.add(origin, "scenario-refused", scenario.name(), refusal.code().name(), refusal.message());
    }

    private void compareSplit(Scenario.Split split, Quote quote, PolicyBook book) {
        Json.Obj answer =
                (Json.Obj) JsonText.parse(QuoteJson.write(quote, book, false)).orElseThrow();
        for (Scenario.Figure figure : split.figures()) {
            BigDecimal given = given(figure, answer, quote, book);
            if (given == null) {
                defects.add(figure.origin(), "scenario-field-unknown", scenario.name(), figure.name());
            } else if (given.compareTo(figure.value()) != 0) {
                differs(figure.origin(), figure.name(), figure.value().toPlainString(), given.toPlainString());
            }
        }
        Scenario.NoticeCodes notices = split.notices();
        if (notices != null) {
            List<String> codes =
                    quote.notices().stream().map(Quote.Notice::code).sorted().toList();
            if (!codes.equals(notices.codes())) {
                differs(notices.origin(), "notices", notices.codes().toString(), codes.toString());
            }
        }
    }

    /** The figure of the answer, null when it has none of that name. */
    private static @Nullable BigDecimal given(Scenario.Figure figure, Json.Obj answer, Quote quote, PolicyBook book) {
        return switch (figure.section()) {
            case TOTALS -> number(answer, "setlinfo", figure.name());
            case ACCUMULATORS -> number(answer, "cum_after", figure.name());
            case FUNDS -> book.structure().funds().containsKey(figure.name()) ? paid(quote, figure.name()) : null;
        };
    }

    private static BigDecimal paid(Quote quote, String fund) {
        return quote.funds().stream()
                .filter(share -> share.type().equals(fund))
                .findFirst()
                .map(share -> share.amount().yuan())
                .orElse(BigDecimal.ZERO);
    }

    private static @Nullable BigDecimal number(Json.Obj answer, String table, String name) {
        Map<String, Json> fields =
                ((Json.Obj) Objects.requireNonNull(answer.fields().get(table), table)).fields();
        return fields.get(name) instanceof Json.Num number ? new BigDecimal(number.literal()) : null;
    }

    private void differs(Origin origin, String field, String expected, String given) {
        defects.add(origin, "scenario-differs", scenario.name(), field, expected, given);
    }
}
