package org.yibao.link.message;

import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.yibao.benefit.Amount;
import org.yibao.benefit.YearToDate;

/**
 * One accumulator of one year: a row of 5206.
 *
 * @param cum yuan with two decimals; a whole number where the code ends in {@value #COUNT_SUFFIX}
 */
public record CumNode(int year, String cumTypeCode, BigDecimal cum) {
    static final String COUNT_SUFFIX = "_COUNT";

    static List<CumNode> rows(int year, YearToDate cum) {
        return cum.values().entrySet().stream()
                .map(entry -> new CumNode(year, entry.getKey(), number(entry.getKey(), entry.getValue())))
                .toList();
    }

    /** @throws MessageException when a code stands twice, or a value is no amount or count */
    static YearToDate yearToDate(int year, List<CumNode> rows) {
        TreeMap<String, Long> values = new TreeMap<>();
        for (CumNode row : rows) {
            boolean twice = row.year == year && values.put(row.cumTypeCode, row.value()) != null;
            if (twice) {
                throw new MessageException("accumulator " + row.cumTypeCode + " stands twice");
            }
        }
        return YearToDate.of(values);
    }

    private static BigDecimal number(String code, long value) {
        return code.endsWith(COUNT_SUFFIX)
                ? BigDecimal.valueOf(value)
                : Amount.ofFen(value).yuan();
    }

    private long value() {
        try {
            return cumTypeCode.endsWith(COUNT_SUFFIX)
                    ? cum.longValueExact()
                    : Amount.ofYuan(cum).fen();
        } catch (ArithmeticException inexact) {
            throw new MessageException("accumulator " + cumTypeCode + " is no amount or count");
        }
    }
}
