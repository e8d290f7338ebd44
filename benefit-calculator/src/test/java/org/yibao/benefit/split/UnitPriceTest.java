package org.yibao.benefit.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yibao.benefit.FeeLine;
import org.yibao.benefit.Quote;
import org.yibao.benefit.QuoteResult;
import org.yibao.benefit.Visits;

/**
 * The one legal way in which a dearer good is paid less: a consumable whose unit price passes 1 000.00 has a
 * first self-pay of 25 %, until a quarter more is spent.
 */
final class UnitPriceTest {
    @Test
    void onlyHighValueGoodsArePaidLessForAHigherPriceAndOnlyUntilThatIsMadeUp() {
        Set<String> less = new TreeSet<>();
        for (String listType : List.of("101", "201", "301")) {
            for (String level : List.of("01", "02", "03")) {
                for (int flags = 0; flags < 4; flags++) {
                    for (@Nullable String given : new @Nullable String[] {null, "0.3"}) {
                        tryPrices(less, listType, level, flags, given);
                    }
                }
            }
        }
        assertEquals(
                Set.of(
                        "301 01 0 1000.01",
                        "301 01 0 1066.66",
                        "301 01 0 1066.67",
                        "301 01 0 1333.32",
                        "301 01 equipment 1000.01",
                        "301 01 equipment 1066.66",
                        "301 02 equipment 1000.01",
                        "301 02 equipment 1066.66"),
                less);
    }

    private static void tryPrices(Set<String> less, String listType, String level, int flags, @Nullable String given) {
        Visits visits = Visits.employee();
        boolean procured = flags > 1;
        boolean equipment = flags % 2 == 1;
        FeeLine line = visits.line(listType, level, "1", "1000.00", given, null, procured, equipment, false);
        long before = paid(line);
        for (String price : List.of("1000.01", "1066.66", "1066.67", "1333.32", "1333.33", "1500.00")) {
            if (paid(Lines.priced(line, new BigDecimal(price))) < before) {
                String kind = procured ? "procured" : equipment ? "equipment" : "0";
                less.add(listType + " " + level + " " + kind + " " + price + (given == null ? "" : " given"));
            }
        }
    }

    /** By a stay of the third admission, whose deductible is 0; nothing where the line is refused. */
    private static long paid(FeeLine line) {
        Visits visit = Visits.employee().medType("21").cum("IPT_COUNT", 2).line(line);
        QuoteResult result = BenefitCalculator.calculate(visit.request(), Splits.BOOK);
        return result instanceof Quote quote ? quote.breakdown().inscpScpAmt().fen() : 0;
    }
}
