package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yibao.benefit.Amount;
import org.yibao.benefit.QuoteRequest.Prescription;
import org.yibao.benefit.format.QuoteService;
import org.yibao.settlement.Sale.Diagnosis;
import org.yibao.settlement.Sale.FamilyPayer;
import org.yibao.settlement.service.QuoteCommand;
import org.yibao.settlement.service.QuoteOutcome;

/** {@code POST /calculations} and {@code POST /quotes}. */
final class QuoteCalls {
    static final int LINES_MAX = 500;
    static final int DIAGNOSES_MAX = 20;
    static final int FAMILY_MAX = 10;

    // The platform's numeric(16,2), (16,4) and (16,6).
    private static final int AMOUNT_INTEGERS = 14;
    private static final int COUNT_INTEGERS = 12;
    private static final int PRICE_INTEGERS = 10;
    private static final int AMOUNT_DECIMALS = 2;
    private static final int COUNT_DECIMALS = 4;
    private static final int PRICE_DECIMALS = 6;

    private static final Set<String> MED_TYPES = Set.of("11", "14", "21", "28", "41", "52");
    private static final Set<String> FLAGS = Set.of("0", "1");
    private static final Set<String> TIERS = Set.of("0", "1", "2", "3");
    private static final Set<String> DIAGNOSIS_TYPES = Set.of("1", "2", "3");
    private static final String PHARMACY_SALE = "41";
    private static final int TEXT_MAX = 50;
    private static final int HANDLE_MAX = 100;
    private static final int NAME_MAX = 200;
    private static final BigDecimal TOTAL_BOUND = BigDecimal.TEN.pow(AMOUNT_INTEGERS);

    private final LocalApiPorts ports;

    QuoteCalls(LocalApiPorts ports) {
        this.ports = ports;
    }

    /** A what-if: the quote contract, body and answer. */
    Answer calculate(Call call) {
        QuoteService.Answer answer = ports.quotes().calculate(call.body(), call.flag("explain"));
        if (!answer.refused()) {
            return new Answer(HttpStatus.OK, answer.json());
        }
        String code = ApiJson.own(answer.json()).path("error").path("code").asText();
        return new Answer(HttpStatus.of(org.yibao.benefit.Refusal.Code.valueOf(code)), answer.json());
    }

    Answer quote(Call call) {
        Fields fields = call.fields(
                "credential",
                "med_type",
                "rx",
                "acct_used_flag",
                "mulaid",
                "diagnoses",
                "feedetail",
                "opter",
                "opter_name",
                "dev_no");
        fields.operator();
        String medType = fields.choice("med_type", MED_TYPES);
        QuoteCommand command = new QuoteCommand(
                fields.text("credential", HANDLE_MAX),
                medType,
                prescription(fields, medType),
                fields.choice("acct_used_flag", FLAGS, "0").equals("1"),
                family(fields),
                diagnoses(fields),
                lines(fields));
        QuoteOutcome outcome = ports.service().quote(command);
        if (outcome instanceof QuoteOutcome.Declined declined) {
            throw ApiRefusal.of(declined.refusal());
        }
        if (outcome instanceof QuoteOutcome.Failed failed) {
            throw ApiRefusal.of(failed.fault());
        }
        return Answer.ok(view((QuoteOutcome.Quoted) outcome, ports.quotes(), ports.clock(), call.flag("explain")));
    }

    static ObjectNode view(QuoteOutcome.Quoted quoted, QuoteDesk quotes, Clock clock, boolean explain) {
        ObjectNode body = ApiJson.object();
        body.put("quote", quoted.quoteId());
        body.put("begntime", Views.time(quoted.request().begntime()));
        body.put("expires", Views.time(quoted.expires(), clock));
        body.set("person", Views.person(quoted.person()));
        body.set("split", ApiJson.own(quotes.write(quoted.quote(), explain)));
        return body;
    }

    private static @Nullable Prescription prescription(Fields fields, String medType) {
        Fields rx = fields.object("rx", "rx_circ_flag", "rx_tier").orElse(null);
        if (rx == null) {
            return null;
        }
        boolean circulated = rx.choice("rx_circ_flag", FLAGS, "0").equals("1");
        boolean needed = circulated && medType.equals(PHARMACY_SALE);
        return new Prescription(circulated, needed || rx.has("rx_tier") ? rx.choice("rx_tier", TIERS) : null);
    }

    private static List<FamilyPayer> family(Fields fields) {
        List<FamilyPayer> payers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Fields row : fields.objects("mulaid", FAMILY_MAX, "psn_no", "authorisation")) {
            FamilyPayer payer = new FamilyPayer(row.text("psn_no", TEXT_MAX), row.text("authorisation", HANDLE_MAX));
            if (!seen.add(payer.psnNo())) {
                throw ApiRefusal.invalidField("mulaid.psn_no");
            }
            payers.add(payer);
        }
        return payers;
    }

    private static List<Diagnosis> diagnoses(Fields fields) {
        return fields.objects("diagnoses", DIAGNOSES_MAX, "diag_type", "diag_code", "diag_name").stream()
                .map(row -> new Diagnosis(
                        row.choice("diag_type", DIAGNOSIS_TYPES),
                        row.text("diag_code", TEXT_MAX),
                        row.text("diag_name", NAME_MAX)))
                .toList();
    }

    private static List<QuoteCommand.Line> lines(Fields fields) {
        if (!fields.has("feedetail")) {
            throw ApiRefusal.missingField("feedetail");
        }
        List<QuoteCommand.Line> lines = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Fields row : fields.objects(
                "feedetail", LINES_MAX, "feedetl_sn", "med_list_codg", "cnt", "pric", "det_item_fee_sumamt")) {
            QuoteCommand.Line line = line(row);
            if (!numbers.add(line.number())) {
                throw ApiRefusal.repeatedLine(line.number());
            }
            total = total.add(line.amount().yuan());
            lines.add(line);
        }
        if (lines.isEmpty() || total.compareTo(TOTAL_BOUND) >= 0) {
            throw ApiRefusal.invalidField("feedetail");
        }
        return lines;
    }

    private static QuoteCommand.Line line(Fields row) {
        return new QuoteCommand.Line(
                row.text("feedetl_sn", TEXT_MAX),
                row.text("med_list_codg", TEXT_MAX),
                row.decimal("cnt", COUNT_INTEGERS, COUNT_DECIMALS),
                row.decimal("pric", PRICE_INTEGERS, PRICE_DECIMALS),
                Amount.ofYuan(row.decimal("det_item_fee_sumamt", AMOUNT_INTEGERS, AMOUNT_DECIMALS)));
    }
}
