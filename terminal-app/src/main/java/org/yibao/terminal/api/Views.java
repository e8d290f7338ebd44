package org.yibao.terminal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yibao.benefit.Amount;
import org.yibao.benefit.BenefitBreakdown;
import org.yibao.benefit.FundShare;
import org.yibao.benefit.LineSplit;
import org.yibao.settlement.Masked;
import org.yibao.settlement.Operator;
import org.yibao.settlement.PersonSnapshot;
import org.yibao.settlement.PlatformAnswer;

/** How persons, times and splits look in an answer: the platform's names, yuan with two decimals. */
final class Views {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Views() {}

    static String time(LocalDateTime local) {
        return TIME.format(local);
    }

    /** Local time of the counter. */
    static String time(Instant instant, Clock clock) {
        ZoneId zone = clock.getZone();
        return TIME.format(LocalDateTime.ofInstant(instant, zone));
    }

    static ObjectNode person(PersonSnapshot person) {
        return ApiJson.object()
                .put("name", Masked.name(person.name()))
                .put("certno", Masked.number(person.identityNumber()))
                .put("psn_no", person.person().psnNo())
                .put("insutype", person.person().insutype())
                .put("psn_type", person.person().psnType());
    }

    static ArrayNode family(PersonSnapshot person) {
        ArrayNode rows = ApiJson.array();
        person.family()
                .forEach(member -> rows.addObject()
                        .put("psn_no", member.psnNo())
                        .put("relation", member.relation())
                        .put("balc", member.balance().yuan()));
        return rows;
    }

    static ObjectNode operator(Operator operator) {
        return ApiJson.object()
                .put("opter", operator.id())
                .put("opter_name", operator.name())
                .put("dev_no", operator.till());
    }

    /** The platform's split; a terminal's own is written by the quote contract. */
    static ObjectNode booked(PlatformAnswer.Booked booked) {
        ObjectNode split = ApiJson.object();
        split.set("setlinfo", totals(booked.breakdown()));
        ArrayNode funds = split.putArray("setldetail");
        for (FundShare fund : booked.funds()) {
            funds.addObject()
                    .put("fund_pay_type", fund.type())
                    .put("fund_pay_type_name", fund.name())
                    .put("fund_payamt", fund.amount().yuan())
                    .put("setl_proc_info", fund.process());
        }
        split.set("detlcutinfo", lines(booked.lines()));
        return split;
    }

    private static ArrayNode lines(List<LineSplit> splits) {
        ArrayNode lines = ApiJson.array();
        for (LineSplit line : splits) {
            lines.addObject()
                    .put("feedetl_sn", line.number())
                    .put("selfpay_prop", line.selfpayProportion())
                    .put("fulamt_ownpay_amt", line.ownpay().yuan())
                    .put("overlmt_amt", line.overlimit().yuan())
                    .put("preselfpay_amt", line.preselfpay().yuan())
                    .put("inscp_scp_amt", line.inscp().yuan());
        }
        return lines;
    }

    private static ObjectNode totals(BenefitBreakdown breakdown) {
        ObjectNode node = ApiJson.object();
        amounts(breakdown).forEach((name, amount) -> node.put(name, amount.yuan()));
        return node;
    }

    /** {@code setlinfo} by name, in the platform's order. */
    static Map<String, Amount> amounts(BenefitBreakdown split) {
        Map<String, Amount> amounts = new LinkedHashMap<>();
        amounts.put("medfee_sumamt", split.medfeeSumamt());
        amounts.put("fulamt_ownpay_amt", split.fulamtOwnpayAmt());
        amounts.put("overlmt_selfpay", split.overlmtSelfpay());
        amounts.put("preselfpay_amt", split.preselfpayAmt());
        amounts.put("inscp_scp_amt", split.inscpScpAmt());
        amounts.put("act_pay_dedc", split.actPayDedc());
        amounts.put("hifp_pay", split.hifpPay());
        amounts.put("cvlserv_pay", split.cvlservPay());
        amounts.put("hifes_pay", split.hifesPay());
        amounts.put("hifmi_pay", split.hifmiPay());
        amounts.put("hifob_pay", split.hifobPay());
        amounts.put("maf_pay", split.mafPay());
        amounts.put("oth_pay", split.othPay());
        amounts.put("fund_pay_sumamt", split.fundPaySumamt());
        amounts.put("psn_part_amt", split.psnPartAmt());
        amounts.put("acct_pay", split.acctPay());
        amounts.put("acct_mulaid_pay", split.acctMulaidPay());
        amounts.put("psn_cash_pay", split.psnCashPay());
        amounts.put("balc", split.balc());
        return amounts;
    }
}
