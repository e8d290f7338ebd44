package org.yibao.benefit.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.Quote;
import org.yibao.benefit.Refusal;
import org.yibao.benefit.TraceStep;
import org.yibao.benefit.policy.Structure.Accumulator;

/** Writes answers on one line of UTF-8, amounts as numbers with two decimals. */
final class AnswerWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    final JsonGenerator json;

    private AnswerWriter(JsonGenerator json) {
        this.json = json;
    }

    @FunctionalInterface
    interface Content {
        void write(AnswerWriter writer) throws IOException;
    }

    /** One object with this content. */
    static byte[] written(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(new AnswerWriter(json));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] refusal(Refusal refusal) {
        return written(writer -> writer.error(refusal));
    }

    static byte[] quote(Quote quote, Map<String, Accumulator> accumulators, boolean explain) {
        return written(writer -> {
            writer.totals(quote.breakdown());
            writer.funds(quote);
            writer.lines(quote);
            writer.cumAfter(quote, accumulators);
            writer.policy(quote.policy());
            writer.notices(quote.notices());
            if (explain) {
                writer.trace(quote.trace());
            }
        });
    }

    private void error(Refusal refusal) throws IOException {
        json.writeObjectFieldStart("error");
        json.writeStringField("code", refusal.code().name());
        json.writeStringField("message", refusal.message());
        json.writeStringField("field", refusal.field());
        json.writeEndObject();
    }

    private void totals(BenefitBreakdown totals) throws IOException {
        json.writeObjectFieldStart("setlinfo");
        amount("medfee_sumamt", totals.medfeeSumamt());
        amount("fulamt_ownpay_amt", totals.fulamtOwnpayAmt());
        amount("overlmt_selfpay", totals.overlmtSelfpay());
        amount("preselfpay_amt", totals.preselfpayAmt());
        amount("inscp_scp_amt", totals.inscpScpAmt());
        amount("act_pay_dedc", totals.actPayDedc());
        amount("hifp_pay", totals.hifpPay());
        amount("cvlserv_pay", totals.cvlservPay());
        amount("hifes_pay", totals.hifesPay());
        amount("hifmi_pay", totals.hifmiPay());
        amount("hifob_pay", totals.hifobPay());
        amount("maf_pay", totals.mafPay());
        amount("oth_pay", totals.othPay());
        amount("fund_pay_sumamt", totals.fundPaySumamt());
        amount("psn_part_amt", totals.psnPartAmt());
        amount("acct_pay", totals.acctPay());
        amount("acct_mulaid_pay", totals.acctMulaidPay());
        amount("psn_cash_pay", totals.psnCashPay());
        amount("balc", totals.balc());
        json.writeEndObject();
    }

    private void funds(Quote quote) throws IOException {
        json.writeArrayFieldStart("setldetail");
        for (FundShare fund : quote.funds()) {
            json.writeStartObject();
            json.writeStringField("fund_pay_type", fund.type());
            json.writeStringField("fund_pay_type_name", fund.name());
            amount("fund_payamt", fund.amount());
            json.writeStringField("setl_proc_info", fund.process());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void lines(Quote quote) throws IOException {
        json.writeArrayFieldStart("detlcutinfo");
        for (LineSplit line : quote.lines()) {
            json.writeStartObject();
            json.writeStringField("feedetl_sn", line.number());
            json.writeNumberField("selfpay_prop", line.selfpayProportion());
            amount("fulamt_ownpay_amt", line.ownpay());
            amount("overlmt_amt", line.overlimit());
            amount("preselfpay_amt", line.preselfpay());
            amount("inscp_scp_amt", line.inscp());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void cumAfter(Quote quote, Map<String, Accumulator> accumulators) throws IOException {
        json.writeObjectFieldStart("cum_after");
        for (Map.Entry<String, Long> each : quote.cumAfter().values().entrySet()) {
            Accumulator accumulator = accumulators.get(each.getKey());
            if (accumulator != null && accumulator.counts()) {
                json.writeNumberField(each.getKey(), each.getValue());
            } else {
                amount(each.getKey(), Amount.ofFen(each.getValue()));
            }
        }
        json.writeEndObject();
    }

    void policy(List<PolicyReference> policy) throws IOException {
        json.writeArrayFieldStart("policy");
        for (PolicyReference reference : policy) {
            json.writeStartObject();
            json.writeStringField("id", reference.id());
            json.writeStringField("version", reference.version());
            json.writeStringField("status", reference.status().name());
            json.writeStringField("digest", reference.digest());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void notices(List<Quote.Notice> notices) throws IOException {
        json.writeArrayFieldStart("notices");
        for (Quote.Notice notice : notices) {
            json.writeStartObject();
            json.writeStringField("code", notice.code());
            json.writeStringField("text", notice.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void trace(List<TraceStep> trace) throws IOException {
        json.writeArrayFieldStart("trace");
        for (TraceStep step : trace) {
            json.writeStartObject();
            json.writeStringField("layer", step.layer());
            inputs(step);
            parameters(step);
            amount("amount", step.amount());
            json.writeStringField("rounding", step.rounding());
            json.writeStringField("text", step.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void inputs(TraceStep step) throws IOException {
        json.writeObjectFieldStart("inputs");
        for (Map.Entry<String, String> input : step.inputs().entrySet()) {
            json.writeStringField(input.getKey(), input.getValue());
        }
        json.writeEndObject();
    }

    private void parameters(TraceStep step) throws IOException {
        json.writeArrayFieldStart("parameters");
        for (TraceStep.UsedParameter used : step.parameters()) {
            json.writeStartObject();
            json.writeStringField("name", used.name());
            json.writeStringField("value", used.value());
            json.writeStringField("from", used.from());
            json.writeStringField("source", used.source());
            json.writeStringField("bundle", used.bundle());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void amount(String name, Amount amount) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(amount.toString());
    }
}
