package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import org.yibao.platform.PlatformControl;
import org.yibao.platform.Totals;

/**
 * What a terminal and the platform hold as booked by it.
 *
 * @param own the local API's totals
 */
record Books(JsonNode own, Totals platform) {
    static Books of(Site site, PlatformControl control) {
        return new Books(site.counter().till().get("/totals").body(), control.totals(site.key()));
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
