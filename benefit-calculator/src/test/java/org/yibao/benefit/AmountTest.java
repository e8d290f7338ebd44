package org.yibao.benefit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountTest {
    @ParameterizedTest
    @CsvSource({"0.004999, 0", "0.005, 1", "166.665, 16667", "-0.005, -1", "-0.004, 0"})
    void roundsHalfUpToTheFen(String yuan, long fen) {
        assertEquals(fen, Amount.roundHalfUp(new BigDecimal(yuan)).fen());
    }

    @Test
    void readsYuanAndRefusesFractionsOfAFen() {
        assertEquals(Amount.ofFen(1230), Amount.parse("12.3"));
        assertEquals("12.30", Amount.ofFen(1230).toString());
        assertThrows(ArithmeticException.class, () -> Amount.parse("0.001"));
        assertThrows(ArithmeticException.class, () -> Amount.parse("92233720368547758.08"));
        assertEquals(Long.MAX_VALUE, Amount.parse("92233720368547758.07").fen());
    }

    @Test
    void printsLikeTheDecimalOfItsFen() {
        LongStream edges = LongStream.of(0, 1, 9, 10, 99, 100, 101, -1, -99, -100, Long.MAX_VALUE, Long.MIN_VALUE);
        LongStream.concat(edges, new Random(5).longs(10_000))
                .forEach(fen -> assertEquals(
                        BigDecimal.valueOf(fen, 2).toPlainString(),
                        Amount.ofFen(fen).toString()));
    }

    @Test
    void overflowIsAnErrorAndNeverAnotherAmount() {
        Amount most = Amount.ofFen(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> most.plus(Amount.ofFen(1)));
        assertThrows(ArithmeticException.class, () -> most.negated().minus(Amount.ofFen(2)));
    }

    @Test
    void ratesAreExactAndEqualByValue() {
        assertEquals(new Rate(new BigDecimal("0.50")), Rate.ofPercent(new BigDecimal("50")));
        assertEquals(
                "55%",
                Rate.ofPercent(new BigDecimal("65"))
                        .plus(Rate.ofPercent(BigDecimal.TEN.negate()))
                        .toString());
        assertEquals("100%", Rate.WHOLE.toString());
        assertEquals(Rate.ZERO, Rate.ofPercent(new BigDecimal("-3")).clamped());
        assertEquals(Rate.WHOLE, Rate.ofPercent(new BigDecimal("103")).clamped());
        assertEquals(
                0,
                new BigDecimal("166.665")
                        .compareTo(Rate.ofPercent(new BigDecimal("50")).of(Amount.parse("333.33"))));
    }
}
