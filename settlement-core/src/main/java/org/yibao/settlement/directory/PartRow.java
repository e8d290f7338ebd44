package org.yibao.settlement.directory;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of a part, as the platform's file has it. It counts from its first day to its last, both included. */
public sealed interface PartRow {
    LocalDate from();

    /** Null for a row without an end. */
    @Nullable
    LocalDate until();

    /**
     * 1301.
     *
     * @param code {@code med_list_codg}
     * @param listType {@code list_type}
     * @param level {@code chrgitm_lv}
     */
    record Item(
            String code,
            String name,
            String listType,
            String level,
            boolean procured,
            boolean equipment,
            boolean wellness,
            LocalDate from,
            @Nullable LocalDate until)
            implements PartRow {}

    /**
     * 1318.
     *
     * @param code {@code hilist_code}
     * @param type {@code hilist_lmtpric_type}
     * @param amount {@code hilist_pric_uplmt_amt}, yuan
     * @param valid {@code vali_flag}
     */
    record Ceiling(
            String code,
            String type,
            BigDecimal amount,
            boolean valid,
            LocalDate from,
            @Nullable LocalDate until) implements PartRow {}

    /**
     * 1319.
     *
     * @param code {@code hilist_code}
     * @param personType {@code selfpay_prop_psn_type}
     * @param type {@code selfpay_prop_type}
     * @param proportion {@code selfpay_prop}, 0 to 1
     * @param valid {@code vali_flag}
     */
    record Ratio(
            String code,
            String personType,
            String type,
            BigDecimal proportion,
            boolean valid,
            LocalDate from,
            @Nullable LocalDate until)
            implements PartRow {}

    /**
     * 1901.
     *
     * @param dictionary {@code dic_type_code}
     * @param value {@code place_dic_val_code}
     * @param name {@code place_dic_val_name}
     * @param parent {@code prnt_dic_val_code}
     * @param valid {@code vali_flag}
     */
    record Term(
            String dictionary,
            String value,
            String name,
            @Nullable String parent,
            boolean valid,
            LocalDate from,
            @Nullable LocalDate until)
            implements PartRow {}

    /** 9921: whom nobody serves off line; its text does not name the person. */
    record Stopped(
            String psnNo,
            String reason,
            LocalDate from,
            @Nullable LocalDate until) implements PartRow {
        @Override
        public String toString() {
            return "Stopped[reason=" + reason + ", from=" + from + ", until=" + until + "]";
        }
    }
}
