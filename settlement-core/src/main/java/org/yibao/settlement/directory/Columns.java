package org.yibao.settlement.directory;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of one row, by position. */
final class Columns {
    /** Told of each fault, with the column from 1. */
    @FunctionalInterface
    interface Faults {
        void at(int column, String sentence);
    }

    /** As yuan and per cent are written. */
    private static final int DECIMALS_LEAST = 2;

    private static final String NOTHING = "null";
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z._-]{1,50}");
    private static final Pattern PERSON = Pattern.compile("[0-9A-Za-z]{1,30}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern LIST_TYPE = Pattern.compile("10[1-5]|201|301");
    private static final Pattern LEVEL = Pattern.compile("0[1-3]");
    private static final Pattern KIND = Pattern.compile("[0-9A-Za-z]{1,10}");
    private static final Pattern REASON = Pattern.compile("[0-9A-Za-z_]{1,20}");
    private static final Pattern FLAG = Pattern.compile("[01]");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,10}(\\.\\d{1,6})?");
    private static final Pattern PROPORTION = Pattern.compile("0(\\.\\d{1,4})?|1(\\.0{1,4})?");

    private final String[] columns;
    private final Faults faults;
    private int next;
    private boolean sound = true;

    Columns(String[] columns, Faults faults) {
        this.columns = columns;
        this.faults = faults;
    }

    /** Whether the row that was read last had no fault. */
    boolean sound() {
        return sound;
    }

    PartRow.Item item() {
        String code = text("med_list_codg", CODE);
        String name = text("name", NAME);
        String listType = text("list_type", LIST_TYPE);
        String level = text("chrgitm_lv", LEVEL);
        boolean procured = flag("procured");
        boolean equipment = flag("equipment");
        boolean wellness = flag("wellness");
        LocalDate from = from();
        return new PartRow.Item(code, name, listType, level, procured, equipment, wellness, from, until(from));
    }

    PartRow.Ceiling ceiling() {
        String code = text("hilist_code", CODE);
        String type = text("hilist_lmtpric_type", KIND);
        BigDecimal amount = decimal("hilist_pric_uplmt_amt", AMOUNT);
        LocalDate from = from();
        LocalDate until = untilBefore(from);
        return new PartRow.Ceiling(code, type, amount, last("vali_flag"), from, until);
    }

    PartRow.Ratio ratio() {
        String code = text("hilist_code", CODE);
        String personType = text("selfpay_prop_psn_type", KIND);
        String type = text("selfpay_prop_type", KIND);
        BigDecimal proportion = decimal("selfpay_prop", PROPORTION);
        LocalDate from = from();
        LocalDate until = untilBefore(from);
        return new PartRow.Ratio(code, personType, type, proportion, last("vali_flag"), from, until);
    }

    PartRow.Term term() {
        String dictionary = text("dic_type_code", CODE);
        String value = text("place_dic_val_code", CODE);
        String name = text("place_dic_val_name", NAME);
        String parent = optional("prnt_dic_val_code", CODE);
        boolean valid = flag("vali_flag");
        LocalDate from = from();
        return new PartRow.Term(dictionary, value, name, parent, valid, from, until(from));
    }

    PartRow.Stopped stopped() {
        String psnNo = text("psn_no", PERSON);
        String reason = text("reason", REASON);
        LocalDate from = from();
        return new PartRow.Stopped(psnNo, reason, from, until(from));
    }

    private LocalDate from() {
        return day("begndate", text("begndate", DAY));
    }

    private @Nullable LocalDate until(LocalDate from) {
        LocalDate until = untilBefore(from);
        end();
        return until;
    }

    private boolean last(String name) {
        boolean flag = flag(name);
        end();
        return flag;
    }

    private @Nullable LocalDate untilBefore(LocalDate from) {
        String text = optional("enddate", DAY);
        if (text == null) {
            return null;
        }
        LocalDate until = day("enddate", text);
        if (until.isBefore(from)) {
            fault("enddate", "before begndate");
        }
        return until;
    }

    private LocalDate day(String name, String text) {
        if (text.isEmpty()) {
            return LocalDate.MIN;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            fault(name, "no such day");
            return LocalDate.MIN;
        }
    }

    private boolean flag(String name) {
        return text(name, FLAG).equals("1");
    }

    private BigDecimal decimal(String name, Pattern form) {
        String text = text(name, form);
        if (text.isEmpty()) {
            return BigDecimal.ZERO;
        }
        // A version that only writes its zeros otherwise must not make any quote stale.
        BigDecimal figure = new BigDecimal(text).stripTrailingZeros();
        return figure.scale() < DECIMALS_LEAST ? figure.setScale(DECIMALS_LEAST) : figure;
    }

    private @Nullable String optional(String name, Pattern form) {
        if (next < columns.length && columns[next].equals(NOTHING)) {
            next++;
            return null;
        }
        String text = text(name, form);
        return text.isEmpty() ? null : text;
    }

    /** Empty after a fault. */
    private String text(String name, Pattern form) {
        next++;
        if (next > columns.length) {
            fault(name, "missing");
            return "";
        }
        String text = columns[next - 1];
        if (text.equals(NOTHING) || !form.matcher(text).matches()) {
            fault(name, text.equals(NOTHING) ? "missing" : "not of its form");
            return "";
        }
        return text;
    }

    private void end() {
        if (next < columns.length) {
            sound = false;
            faults.at(next + 1, "more columns than the part has");
        }
    }

    private void fault(String name, String sentence) {
        sound = false;
        faults.at(next, name + ": " + sentence);
    }
}
