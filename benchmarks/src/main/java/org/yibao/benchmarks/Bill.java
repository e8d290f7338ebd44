package org.yibao.benchmarks;

import java.nio.charset.StandardCharsets;
import org.yibao.benefit.QuoteRequest;
import org.yibao.benefit.format.QuoteJson;
import org.yibao.benefit.policy.PolicyBook;

/** The visits that are measured, as requests of the quote contract. */
public enum Bill {
    /** 20 lines, the deductible half used, BURDEN above the threshold: pool and secondary payment. */
    OUTPATIENT_20("11", "310", "11", "", "\"OPT_DEDC\":500,\"OPT_PAY\":100,\"BURDEN\":7000", 20, "1"),
    /** The most lines a bill may have. */
    OUTPATIENT_500("11", "310", "11", "", "\"OPT_DEDC\":500,\"OPT_PAY\":100,\"BURDEN\":7000", 500, "1"),
    /** An employee's stay that reaches every layer: pool to its cap, over-cap, secondary payment, medical aid. */
    EMPLOYEE_CHAIN("21", "310", "12", "\"DIBAO\"", "\"POOL_PAY\":195000,\"BURDEN\":7000,\"IPT_COUNT\":1", 20, "400"),
    /** A resident's stay that reaches every layer: pool, serious illness in bands, medical aid. */
    RESIDENT_CHAIN("21", "390", "15", "\"LOWINCOME\"", "\"RES_BURDEN\":90000,\"AID_BASE\":4000", 20, "400");

    private final String json;

    Bill(String medType, String insutype, String psnType, String marks, String cum, int lines, String count) {
        StringBuilder text = new StringBuilder("{\"begntime\":\"2024-06-01 10:00:00\",\"med_type\":\"")
                .append(medType)
                .append(
                        "\",\"fixmedins\":{\"fixmedins_code\":\"H37010200001\",\"fixmedins_type\":\"1\",\"tier\":\"3\"},")
                .append("\"patient\":{\"psn_no\":\"370100000000001\",\"insutype\":\"" + insutype + "\",")
                .append("\"psn_type\":\"" + psnType + "\",\"psn_idet_type\":[" + marks + "]},\"cum\":{" + cum + "},")
                .append("\"acct\":{\"acct_used_flag\":\"1\",\"balc\":95.00},\"feedetail\":[");
        for (int line = 0; line < lines; line++) {
            text.append(line == 0 ? "" : ",").append(line(line, count));
        }
        json = text.append("]}").toString();
    }

    /** Drugs of class A and B, a service above its ceiling, one line outside the catalogue. */
    private static String line(int index, String count) {
        String kind = switch (index % 5) {
            case 0 -> "\"list_type\":\"101\",\"chrgitm_lv\":\"01\"";
            case 1 -> "\"list_type\":\"101\",\"chrgitm_lv\":\"02\"";
            case 2 -> "\"list_type\":\"102\",\"chrgitm_lv\":\"02\",\"selfpay_prop\":0.1";
            case 3 -> "\"list_type\":\"201\",\"chrgitm_lv\":\"01\",\"pric_uplmt_amt\":30.5";
            default -> "\"list_type\":\"101\",\"chrgitm_lv\":\"0" + (index % 2 == 0 ? "3" : "1") + "\"";
        };
        String amount = count.equals("1") ? "33.33" : "13332.00";
        return "{\"feedetl_sn\":\"" + (index + 1) + "\",\"med_list_codg\":\"XA01\",\"cnt\":" + count
                + ",\"pric\":33.33,\"det_item_fee_sumamt\":" + amount + "," + kind + "}";
    }

    byte[] json() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    QuoteRequest request(PolicyBook book) {
        return ((QuoteJson.Understood) QuoteJson.read(json(), book)).request();
    }
}
