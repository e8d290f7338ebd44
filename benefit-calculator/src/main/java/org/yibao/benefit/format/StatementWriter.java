package org.yibao.benefit.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.yibao.benefit.entitlement.Statement;

/** Writes statements on one line of UTF-8; a part that was not asked is left out. */
final class StatementWriter {
    private final AnswerWriter answer;
    private final JsonGenerator json;

    private StatementWriter(AnswerWriter answer) {
        this.answer = answer;
        this.json = answer.json;
    }

    static byte[] statement(Statement statement) {
        return AnswerWriter.written(answer -> new StatementWriter(answer).write(statement));
    }

    private void write(Statement statement) throws IOException {
        if (statement.credit() != null) {
            credit(statement.credit());
        }
        if (statement.start() != null) {
            start(statement.start());
        }
        if (statement.contribution() != null) {
            contribution(statement.contribution());
        }
        if (!statement.uses().isEmpty()) {
            uses(statement);
        }
        answer.policy(statement.policy());
        answer.notices(statement.notices());
        if (statement.credit() != null) {
            answer.trace(statement.trace());
        }
    }

    private void credit(Statement.Credit credit) throws IOException {
        json.writeObjectFieldStart("credit");
        json.writeStringField("month", credit.month().toString());
        answer.amount("amount", credit.amount());
        json.writeArrayFieldStart("parts");
        for (Statement.Part part : credit.parts()) {
            json.writeStartObject();
            answer.amount("amount", part.amount());
            reason(part.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void start(Statement.Start start) throws IOException {
        json.writeObjectFieldStart("entitlement");
        if (start.benefitsFrom() != null) {
            json.writeStringField("benefits_from", start.benefitsFrom().toString());
        }
        json.writeBooleanField("waiting", start.waits());
        if (start.missing() != null) {
            json.writeStringField("missing", start.missing());
        }
        reason(start.reason());
        json.writeEndObject();
    }

    private void contribution(Statement.Contribution contribution) throws IOException {
        json.writeObjectFieldStart("contribution");
        json.writeNumberField("due_months", contribution.due());
        json.writeNumberField("paid_months", contribution.paid());
        json.writeNumberField("lacking_months", contribution.lacking());
        reason(contribution.reason());
        json.writeEndObject();
    }

    private void uses(Statement statement) throws IOException {
        json.writeArrayFieldStart("uses");
        for (Statement.Use use : statement.uses()) {
            json.writeStartObject();
            json.writeStringField("kind", use.asked().kind());
            json.writeStringField("for", use.asked().relation());
            json.writeStringField("on", use.asked().on().toString());
            json.writeBooleanField("permitted", use.permitted());
            reason(use.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void reason(Statement.Reason reason) throws IOException {
        json.writeStringField("rule", reason.rule());
        json.writeStringField("text", reason.text());
        json.writeStringField("source", reason.source());
    }
}
