package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.yibao.settlement.FaultCode;
import org.yibao.settlement.port.CardReader.CardReading;
import org.yibao.settlement.service.CredentialOutcome;
import org.yibao.settlement.service.Fault;

/** {@code POST /credentials}: reads a device and finds the person. */
final class CredentialCalls {
    static final int TIMEOUT_MS_MAX = 60_000;
    private static final int TIMEOUT_MS_USUAL = 15_000;
    private static final int READER_MAX = 32;

    private final LocalApiPorts ports;

    CredentialCalls(LocalApiPorts ports) {
        this.ports = ports;
    }

    Answer read(Call call) {
        Fields fields = call.fields("reader", "timeout_ms", "opter", "opter_name", "dev_no");
        fields.operator();
        String reader = fields.text("reader", READER_MAX);
        int timeout = fields.integer("timeout_ms", 1, TIMEOUT_MS_MAX, TIMEOUT_MS_USUAL);
        CardReading reading = ports.readers()
                .read(reader, Duration.ofMillis(timeout))
                .orElseThrow(() -> ApiRefusal.of(FaultCode.READER_UNKNOWN));
        if (reading instanceof CardReading.Unreadable unreadable) {
            throw ApiRefusal.of(new Fault(unreadable.code(), unreadable.detail()));
        }
        if (!(reading instanceof CardReading.Presented presented)) {
            throw ApiRefusal.of(FaultCode.CREDENTIAL_NOT_PRESENTED);
        }
        return answer(ports.service().present(presented.card()));
    }

    private Answer answer(CredentialOutcome outcome) {
        if (outcome instanceof CredentialOutcome.Failed failed) {
            throw ApiRefusal.of(failed.fault());
        }
        CredentialOutcome.Accepted accepted = (CredentialOutcome.Accepted) outcome;
        ObjectNode body = ApiJson.object();
        body.put("credential", accepted.handle());
        body.set("person", Views.person(accepted.person()));
        body.put("balance", accepted.person().balance().yuan());
        body.set("mulaid", Views.family(accepted.person()));
        body.put("online", accepted.online());
        body.put("as_of", Views.time(accepted.person().asOf(), ports.clock()));
        body.put("expires", Views.time(accepted.expires(), ports.clock()));
        return Answer.ok(body);
    }
}
