package org.yibao.acceptance.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Prints what a cashier would see, in Chinese. */
final class Screen {
    private static final ResourceBundle TEXTS =
            ResourceBundle.getBundle("org.yibao.acceptance.demo.demo", Locale.SIMPLIFIED_CHINESE);
    private static final int LABEL_COLUMNS = 18;
    private static final int AMOUNT_COLUMNS = 12;

    /** Rows of a split in the order of a receipt; the first four only where they are not zero. */
    private static final Map<String, String> BEFORE_FUNDS = new LinkedHashMap<>();

    private static final Map<String, String> AFTER_FUNDS = new LinkedHashMap<>();

    static {
        BEFORE_FUNDS.put("fulamt_ownpay_amt", "row.ownpay");
        BEFORE_FUNDS.put("overlmt_selfpay", "row.overlimit");
        BEFORE_FUNDS.put("preselfpay_amt", "row.preself");
        BEFORE_FUNDS.put("inscp_scp_amt", "row.inscope");
        BEFORE_FUNDS.put("act_pay_dedc", "row.deductible");
        AFTER_FUNDS.put("acct_pay", "row.account");
        AFTER_FUNDS.put("acct_mulaid_pay", "row.family");
    }

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private int step;

    static String text(String key, Object... arguments) {
        return new MessageFormat(TEXTS.getString(key), Locale.SIMPLIFIED_CHINESE).format(arguments);
    }

    void say(String key, Object... arguments) {
        out.println(text(key, arguments));
    }

    void step(String key) {
        step++;
        out.println();
        out.println(text("step", step, text(key)));
    }

    void indented(String key, Object... arguments) {
        out.println("    " + text(key, arguments));
    }

    void line(String line) {
        out.println(line);
    }

    void blankLine() {
        out.println();
    }

    /** @param split an answer of the quote contract: {@code setlinfo} and {@code setldetail} */
    void split(JsonNode split) {
        JsonNode setlinfo = split.path("setlinfo");
        row(text("row.medfee"), setlinfo.path("medfee_sumamt"));
        BEFORE_FUNDS.forEach((field, label) -> rowUnlessZero(text(label), setlinfo.path(field)));
        for (JsonNode fund : split.path("setldetail")) {
            row(fund.path("fund_pay_type_name").asText(), fund.path("fund_payamt"));
        }
        row(text("row.fund"), setlinfo.path("fund_pay_sumamt"));
        AFTER_FUNDS.forEach((field, label) -> rowUnlessZero(text(label), setlinfo.path(field)));
        row(text("row.cash"), setlinfo.path("psn_cash_pay"));
        rowUnlessZero(text("row.balance"), setlinfo.path("balc"));
    }

    void state(String state) {
        indented("state", text("state." + state));
    }

    private void rowUnlessZero(String label, JsonNode amount) {
        if (amount.decimalValue().signum() != 0) {
            row(label, amount);
        }
    }

    private void row(String label, JsonNode amount) {
        String yuan = amount.decimalValue().setScale(2).toPlainString();
        int padding = Math.max(1, LABEL_COLUMNS - columns(label) + AMOUNT_COLUMNS - yuan.length());
        out.println("    " + label + " ".repeat(padding) + yuan);
    }

    /** A Chinese character is two columns wide. */
    private static int columns(String label) {
        return label.codePoints()
                .map(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN ? 2 : 1)
                .sum();
    }
}
