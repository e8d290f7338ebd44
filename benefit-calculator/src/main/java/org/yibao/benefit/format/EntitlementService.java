package org.yibao.benefit.format;

import java.util.List;
import java.util.Optional;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.Texts;
import org.yibao.benefit.entitlement.EntitlementCalculator;
import org.yibao.benefit.entitlement.EntitlementResult;
import org.yibao.benefit.entitlement.Question;
import org.yibao.benefit.entitlement.Statement;
import org.yibao.benefit.format.QuoteService.Answer;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.benefit.policy.PolicyLibrary;

/**
 * Bytes in, bytes out: answers questions about a person under one choice of policy bundles, by
 * {@code docs/policy-format.md}. Immutable; any number of threads may call it.
 */
public final class EntitlementService {
    private final PolicyLibrary.Selection selection;

    private EntitlementService(PolicyLibrary.Selection selection) {
        this.selection = selection;
    }

    /**
     * Combines bundles by id, in that order. With an unknown id every question is answered POLICY_UNKNOWN.
     *
     * @throws org.yibao.benefit.policy.InvalidPolicyException when the bundles contradict each other
     */
    public static EntitlementService of(PolicyLibrary library, List<String> ids) {
        return new EntitlementService(library.book(ids));
    }

    /**
     * Answers one question; never throws on any bytes.
     *
     * @param question one JSON object in UTF-8, at most 1 MiB
     */
    public Answer answer(byte[] question) {
        if (selection instanceof PolicyLibrary.Unknown unknown) {
            return refused(unknown.refusal());
        }
        if (question.length > JsonText.BODY_BYTES_MAX) {
            return refused(invalid("refusal.too-large"));
        }
        Optional<Json> json = JsonText.parse(question);
        return json.isPresent() && json.get() instanceof Json.Obj object
                ? answer(object, ((PolicyLibrary.Combined) selection).book())
                : refused(invalid("refusal.not-json"));
    }

    private static Answer answer(Json.Obj object, PolicyBook book) {
        Faults faults = new Faults();
        Question question = new QuestionReader(faults).read(object);
        Refusal fault = faults.weightiest();
        if (fault != null) {
            return refused(fault);
        }
        EntitlementResult result = EntitlementCalculator.answer(question, book);
        return result instanceof Statement statement
                ? new Answer(StatementWriter.statement(statement), false)
                : refused(((EntitlementResult.Refused) result).refusal());
    }

    private static Refusal invalid(String sentence) {
        return new Refusal(Refusal.Code.FIELD_INVALID, Texts.of(sentence), "");
    }

    private static Answer refused(Refusal refusal) {
        return new Answer(AnswerWriter.refusal(refusal), true);
    }
}
