package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yibao.settlement.Cancellation;
import org.yibao.settlement.Closure;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.IdempotencyKey;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PlatformAnswer;
import org.yibao.settlement.Settlement;
import org.yibao.settlement.SettlementState;
import org.yibao.settlement.Told;
import org.yibao.settlement.port.PlatformGateway;
import org.yibao.settlement.service.AskOutcome;
import org.yibao.settlement.service.Fault;
import org.yibao.settlement.service.SettleCommand;
import org.yibao.settlement.service.SettleOutcome;
import org.yibao.settlement.service.VoidCommand;
import org.yibao.terminal.text.Sentences;

/** What moves money, and the settlements it made. */
final class SettlementCalls {
    private static final int HANDLE_MAX = 100;

    private final LocalApiPorts ports;
    private final SettlementView views;

    SettlementCalls(LocalApiPorts ports) {
        this.ports = ports;
        this.views = new SettlementView(
                ports.quotes(), () -> ports.journal().head().fingerprint(), ports.service()::wordOn, ports.bearer());
    }

    Answer settle(Call call) {
        Fields fields = call.fields("idempotency_key", "quote", "opter", "opter_name", "dev_no");
        IdempotencyKey key = call.key(fields);
        Operator operator = fields.operator();
        String digest = ports.digest().apply(call.body());
        SettleCommand command = new SettleCommand(key, digest, fields.text("quote", HANDLE_MAX), operator);
        return answer(ports.service().settle(command), this::firstAnswer);
    }

    /** 200 means sold: a sale that is not made is answered as an error, with its record beside it. */
    private Answer firstAnswer(Settlement settlement) {
        ObjectNode view = views.firstAnswer(settlement);
        if (settlement.told() != Told.NOT_MADE) {
            return Answer.ok(view);
        }
        if (settlement.state() == SettlementState.VOIDED) {
            throw ApiRefusal.with(new Fault(FaultCode.SETTLEMENT_VOIDED, ""), Map.of("settlement", view));
        }
        if (settlement.reversal() == null && settlement.answer() instanceof PlatformAnswer.Refused refused) {
            Fault fault = new Fault(FaultCode.PLATFORM_REFUSED, refused.code() + " " + refused.text());
            throw ApiRefusal.with(fault, Map.of("settlement", view));
        }
        throw ApiRefusal.with(new Fault(FaultCode.OUTCOME_UNKNOWN, ""), Map.of("settlement", view));
    }

    Answer confirm(Call call) {
        Operator operator = call.fields("opter", "opter_name", "dev_no").operator();
        return answer(ports.service().confirm(call.settlement(), operator), this::asItStands);
    }

    Answer takeBack(Call call) {
        Fields fields = call.fields("idempotency_key", "opter", "opter_name", "dev_no");
        IdempotencyKey key = call.key(fields);
        Operator operator = fields.operator();
        String digest = ports.digest().apply(call.body());
        VoidCommand command = new VoidCommand(key, digest, call.settlement(), operator);
        return answer(ports.service().takeBack(command), this::taken);
    }

    /** 200 means taken back: a void that the platform refused is answered as an error. */
    private Answer taken(Settlement settlement) {
        Cancellation cancellation = settlement.cancellation();
        if (cancellation != null && cancellation.answer() instanceof PlatformAnswer.Refused refused) {
            Fault fault = new Fault(FaultCode.VOID_REFUSED, refused.code() + " " + refused.text());
            throw ApiRefusal.with(fault, Map.of("settlement", views.current(settlement)));
        }
        return asItStands(settlement);
    }

    Answer close(Call call) {
        Fields fields = call.fields("note", "opter", "opter_name", "dev_no");
        Operator operator = fields.operator();
        String note = fields.text("note", Closure.NOTE_MAX);
        return answer(ports.service().close(call.settlement(), operator, note), this::asItStands);
    }

    /** Asks the platform what it holds of a message that waits. */
    Answer inquire(Call call) {
        AskOutcome outcome = ports.service().ask(call.message());
        if (outcome instanceof AskOutcome.Failed failed) {
            throw ApiRefusal.of(failed.fault());
        }
        AskOutcome.Said said = (AskOutcome.Said) outcome;
        String statement = statement(said.statement());
        ObjectNode body = ApiJson.object()
                .put("msgid", call.message().value())
                .put("statement", statement)
                .put("statement_text", Sentences.of("inquiry." + statement));
        return Answer.ok(body.set("settlement", views.current(said.settlement())));
    }

    private static String statement(PlatformGateway.Statement statement) {
        if (statement instanceof PlatformGateway.Statement.OtherContent) {
            return "OTHER_CONTENT";
        }
        return statement instanceof PlatformGateway.Statement.Decided ? "DECIDED" : "UNDECIDED";
    }

    /** An operator says what became of a sale of which the platform cannot say it. */
    Answer decide(Call call) {
        Fields fields = call.fields("note", "opter", "opter_name", "dev_no");
        Operator operator = fields.operator();
        String note = fields.text("note", Closure.NOTE_MAX);
        return answer(ports.service().decide(call.message(), operator, note), this::asItStands);
    }

    /** The text that a person gets when the platform's late word differs; {@code ?copy} says that it is one. */
    Answer correction(Call call) {
        Settlement settlement =
                ports.service().find(call.settlement()).orElseThrow(() -> ApiRefusal.of(FaultCode.SETTLEMENT_UNKNOWN));
        if (!CorrectionSlip.isFor(settlement)) {
            throw ApiRefusal.of(FaultCode.SETTLEMENT_NOT_CORRECTED);
        }
        return Answer.ok(ApiJson.object()
                .put("settlement", settlement.id().value())
                .put("slip", CorrectionSlip.of(settlement, ports.bearer(), call.flag("copy"))));
    }

    Answer find(Call call) {
        return ports.service()
                .find(call.settlement())
                .map(this::asItStands)
                .orElseThrow(() -> ApiRefusal.of(FaultCode.SETTLEMENT_UNKNOWN));
    }

    Answer latest(Call call) {
        return list("settlements", ports.service().latest(call.limit()));
    }

    Answer followUps(Call call) {
        return list("follow_ups", ports.service().followUps(call.limit()));
    }

    private Answer list(String name, List<Settlement> settlements) {
        ObjectNode body = ApiJson.object();
        ArrayNode rows = body.putArray(name);
        settlements.forEach(settlement -> rows.add(views.current(settlement)));
        return Answer.ok(body);
    }

    private Answer asItStands(Settlement settlement) {
        return Answer.ok(views.current(settlement));
    }

    private Answer answer(SettleOutcome outcome, Function<Settlement, Answer> whenSettled) {
        if (outcome instanceof SettleOutcome.Settled settled) {
            return whenSettled.apply(settled.settlement());
        }
        if (outcome instanceof SettleOutcome.Declined declined) {
            throw ApiRefusal.of(declined.refusal());
        }
        if (outcome instanceof SettleOutcome.Stale stale) {
            JsonNode renewed = QuoteCalls.view(stale.renewed(), ports.quotes(), ports.clock(), false);
            throw ApiRefusal.with(new Fault(FaultCode.QUOTE_STALE, ""), Map.of("quote", renewed));
        }
        throw ApiRefusal.of(((SettleOutcome.Failed) outcome).fault());
    }
}
