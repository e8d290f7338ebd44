package org.yibao.terminal.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.policy.PolicyBook;
import org.yibao.settlement.recalculation.Recalculated;
import org.yibao.settlement.recalculation.RecalculationTotals;
import org.yibao.settlement.recalculation.Shares;

/**
 * A recalculation for machines, one JSON document: {@code from}, {@code policy}, {@code results} (each a VOUCHER with
 * {@code before}, {@code after} and how much more each accumulator moves, in fen or by its count, or a REFUSED with its
 * code) and {@code totals}. Amounts are yuan.
 */
final class RecalculationJson implements RecalculationReport {
    private final JsonGenerator json;

    RecalculationJson(OutputStream out, String from, PolicyBook book) {
        try {
            json = new JsonFactory().createGenerator(out);
            json.writeStartObject();
            json.writeStringField("from", from);
            json.writeArrayFieldStart("policy");
            for (PolicyReference bundle : book.references()) {
                json.writeStartObject();
                json.writeStringField("id", bundle.id());
                json.writeStringField("version", bundle.version());
                json.writeStringField("status", bundle.status().name());
                json.writeStringField("digest", bundle.digest());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("results");
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    @Override
    public void found(Recalculated result) {
        try {
            if (result instanceof Recalculated.Voucher voucher) {
                voucher(voucher);
            } else if (result instanceof Recalculated.Refused refused) {
                begin("REFUSED", result);
                json.writeStringField("code", refused.refusal().code().name());
                json.writeStringField("message", refused.refusal().message());
                json.writeEndObject();
            }
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    private void begin(String kind, Recalculated result) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind);
        json.writeStringField("settlement", result.settlement().value());
    }

    private void voucher(Recalculated.Voucher voucher) throws IOException {
        begin("VOUCHER", voucher);
        json.writeBooleanField("by_platform", voucher.byPlatform());
        shares("before", voucher.before());
        shares("after", voucher.after());
        json.writeObjectFieldStart("cum");
        for (Map.Entry<String, Long> moved : voucher.accumulators().values().entrySet()) {
            json.writeNumberField(moved.getKey(), moved.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void shares(String name, Shares shares) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeArrayFieldStart("setldetail");
        for (Map.Entry<String, Shares.Fund> fund : shares.funds().entrySet()) {
            json.writeStartObject();
            json.writeStringField("fund_pay_type", fund.getKey());
            json.writeStringField("fund_pay_type_name", fund.getValue().name());
            amount("fund_payamt", fund.getValue().amount());
            json.writeEndObject();
        }
        json.writeEndArray();
        amount("acct_pay", shares.account());
        amount("acct_mulaid_pay", shares.family());
        amount("psn_cash_pay", shares.cash());
        json.writeEndObject();
    }

    private void amount(String name, Amount amount) throws IOException {
        json.writeNumberField(name, amount.yuan());
    }

    @Override
    public void end(RecalculationTotals totals) {
        try {
            json.writeEndArray();
            json.writeObjectFieldStart("totals");
            json.writeNumberField("vouchers", totals.vouchers());
            json.writeNumberField("unchanged", totals.unchanged());
            json.writeNumberField("refused", totals.refused());
            json.writeNumberField("not_affected", totals.notAffected());
            shares("more", totals.more());
            json.writeEndObject();
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }
}
