package org.yibao.terminal.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.Map;
import org.yibao.benefit.PolicyReference;
import org.yibao.benefit.impact.Impact;
import org.yibao.benefit.impact.Impact.Paid;
import org.yibao.benefit.impact.Impact.Sums;
import org.yibao.benefit.impact.Impact.Verdict;
import org.yibao.benefit.policy.PolicyBook;

/** An impact for machines: one JSON object on one line, amounts as numbers with two decimals. */
final class ImpactJson {
    private static final int FEN_DIGITS = 2;

    private ImpactJson() {}

    static String of(Impact impact, PolicyBook before, PolicyBook after, String signature) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        policy(all.putArray("before"), before);
        policy(all.putArray("after"), after);
        all.put("signature", signature);
        all.put("requests", impact.requests());
        all.put("changed", impact.changed());
        codes(all.putObject("refused"), impact.refused());
        codes(all.putObject("answered"), impact.answered());
        codes(all.putObject("refused_otherwise"), impact.refusedOtherwise());
        sums(all.putObject("total"), impact.total());
        ObjectNode schemes = all.putObject("schemes");
        impact.schemes().forEach((id, sums) -> sums(schemes.putObject(id), sums));
        ArrayNode largest = all.putArray("largest");
        impact.largest().forEach(each -> {
            ObjectNode row = largest.addObject().put("line", each.line()).put("scheme", each.scheme());
            paid(row.putObject("before"), each.before());
            paid(row.putObject("after"), each.after());
        });
        ArrayNode expectations = all.putArray("expectations");
        impact.expectations().forEach(each -> verdict(expectations.addObject(), each));
        return all.toString();
    }

    private static void policy(ArrayNode rows, PolicyBook book) {
        for (PolicyReference reference : book.references()) {
            rows.addObject()
                    .put("id", reference.id())
                    .put("version", reference.version())
                    .put("status", reference.status().name())
                    .put("digest", reference.digest());
        }
    }

    private static void codes(ObjectNode row, Map<String, Long> codes) {
        codes.forEach(row::put);
    }

    private static void sums(ObjectNode row, Sums sums) {
        row.put("requests", sums.requests()).put("changed", sums.changed());
        paid(row.putObject("before"), sums.before());
        paid(row.putObject("after"), sums.after());
    }

    private static void paid(ObjectNode row, Paid paid) {
        amount(row, "fund_pay_sumamt", paid.funds());
        amount(row, "psn_part_amt", paid.person());
        amount(row, "psn_cash_pay", paid.cash());
    }

    private static void verdict(ObjectNode row, Verdict verdict) {
        row.put("title", verdict.expectation().title())
                .put("bundle", verdict.bundle())
                .put("holds", verdict.holds())
                .put("requests", verdict.requests())
                .put("changes", verdict.changes());
        amount(row, "fund_change", verdict.fundChange());
    }

    /** A node of a decimal would lose its trailing zeros. */
    private static void amount(ObjectNode row, String name, BigDecimal yuan) {
        row.putRawValue(name, new RawValue(yuan.setScale(FEN_DIGITS).toPlainString()));
    }
}
