package org.yibao.platform.directory;

import java.math.BigDecimal;
import java.util.List;
import org.yibao.settlement.directory.DirectoryPart;

/**
 * The columns of a part's rows.
 *
 * @param entry the file's name within the ZIP
 * @param key how many columns from the first on name what a row is about
 * @param begins column of the first day on which a row counts; the last day's, or {@code null}, is the next one
 */
record Layout(String entry, int key, int begins, List<Column> columns) {
    private static final String CODE = "[0-9A-Za-z._-]{1,50}";
    private static final String CODE_WORDS = "1 to 50 letters, digits, points, underlines, hyphens";
    private static final String KIND = "[0-9A-Za-z]{1,10}";
    private static final String KIND_WORDS = "1 to 10 letters and digits";
    private static final String NAME = "[^\\p{Cntrl}]{1,200}";
    private static final String NAME_WORDS = "1 to 200 characters";
    private static final BigDecimal PRICE_MAX = new BigDecimal("9999999999.999999");
    private static final int PRICE_DECIMALS = 6;
    private static final int PROPORTION_DECIMALS = 4;

    private static final Layout CATALOGUE = new Layout(
            "catalogue.txt",
            1,
            7,
            List.of(
                    Column.text("med_list_codg", CODE_WORDS, CODE),
                    Column.text("name", NAME_WORDS, NAME),
                    Column.text("list_type", "101 to 105, 201 or 301", "10[1-5]|201|301"),
                    Column.text("chrgitm_lv", "01, 02 or 03", "0[1-3]"),
                    Column.flag("procured"),
                    Column.flag("equipment"),
                    Column.flag("wellness"),
                    Column.day("begndate"),
                    Column.day("enddate").orNothing()));

    private static final Layout CEILINGS = new Layout(
            "ceilings.txt",
            1,
            3,
            List.of(
                    Column.text("hilist_code", CODE_WORDS, CODE),
                    Column.text("hilist_lmtpric_type", KIND_WORDS, KIND),
                    Column.decimal("hilist_pric_uplmt_amt", "yuan, at most 6 decimals", PRICE_MAX, PRICE_DECIMALS),
                    Column.day("begndate"),
                    Column.day("enddate").orNothing(),
                    Column.flag("vali_flag")));

    private static final Layout RATIOS = new Layout(
            "ratios.txt",
            1,
            4,
            List.of(
                    Column.text("hilist_code", CODE_WORDS, CODE),
                    Column.text("selfpay_prop_psn_type", KIND_WORDS, KIND),
                    Column.text("selfpay_prop_type", KIND_WORDS, KIND),
                    Column.decimal("selfpay_prop", "0 to 1, at most 4 decimals", BigDecimal.ONE, PROPORTION_DECIMALS),
                    Column.day("begndate"),
                    Column.day("enddate").orNothing(),
                    Column.flag("vali_flag")));

    private static final Layout DICTIONARY = new Layout(
            "dictionary.txt",
            2,
            5,
            List.of(
                    Column.text("dic_type_code", CODE_WORDS, CODE),
                    Column.text("place_dic_val_code", CODE_WORDS, CODE),
                    Column.text("place_dic_val_name", NAME_WORDS, NAME),
                    Column.text("prnt_dic_val_code", CODE_WORDS, CODE).orNothing(),
                    Column.flag("vali_flag"),
                    Column.day("begndate"),
                    Column.day("enddate").orNothing()));

    private static final Layout STOPPED = new Layout(
            "stopped.txt",
            1,
            2,
            List.of(
                    Column.text("psn_no", "1 to 30 letters and digits", "[0-9A-Za-z]{1,30}"),
                    Column.text("reason", KIND_WORDS, KIND),
                    Column.day("begndate"),
                    Column.day("enddate").orNothing()));

    static Layout of(DirectoryPart part) {
        return switch (part) {
            case CATALOGUE -> CATALOGUE;
            case PRICE_CEILINGS -> CEILINGS;
            case SELF_PAY_RATIOS -> RATIOS;
            case DICTIONARY -> DICTIONARY;
            case STOP_LIST -> STOPPED;
            case POLICY_TABLES, TRUST -> throw new IllegalArgumentException(part + " has no rows");
        };
    }
}
