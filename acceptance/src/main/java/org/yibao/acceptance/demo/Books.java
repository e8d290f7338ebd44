package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.yibao.platform.PlatformControl;
import org.yibao.platform.Totals;

/**
 * What a terminal and the platform hold as booked by it.
 *
 * @param own the local API's totals of yesterday and today, summed: what is compared may have begun before midnight
 */
record Books(JsonNode own, Totals platform) {
    static Books of(Site site, PlatformControl control) {
        Till till = site.counter().till();
        JsonNode today = till.get("/totals").body();
        LocalDate yesterday = LocalDate.parse(today.path("date").asText()).minusDays(1);
        JsonNode before = till.get("/totals?date=" + yesterday).body();
        return new Books(sum(before, today), control.totals(site.key()));
    }

    private static JsonNode sum(JsonNode before, JsonNode today) {
        ObjectNode both = today.deepCopy();
        for (Map.Entry<String, JsonNode> field : today.properties()) {
            if (field.getValue().isNumber()) {
                BigDecimal sum = field.getValue()
                        .decimalValue()
                        .add(before.path(field.getKey()).decimalValue());
                both.put(field.getKey(), sum);
            }
        }
        return both;
    }

    /** To the fen. */
    boolean agree() {
        var tenders = platform.tenders();
        return own.path("settlements").asInt() == platform.settlements()
                && amount(own, "medfee_sumamt").equals(tenders.medfee().toString())
                && amount(own, "fund_pay_sumamt").equals(tenders.funds().toString())
                && amount(own, "acct_pay").equals(tenders.account().toString())
                && amount(own, "acct_mulaid_pay").equals(tenders.family().toString())
                && amount(own, "psn_cash_pay").equals(tenders.cash().toString());
    }

    static String amount(JsonNode node, String field) {
        return node.path(field).decimalValue().setScale(2).toPlainString();
    }
}
